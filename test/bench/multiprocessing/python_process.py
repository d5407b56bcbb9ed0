"""Python's own figures for the benchmark of Process: milliseconds to start and join, as JSON."""
import json
import multiprocessing
import statistics
import time


def nothing():
    pass


def median(context, rounds=15):
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        process = context.Process(target=nothing)
        process.start()
        process.join()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    methods = [m for m in multiprocessing.get_all_start_methods()]
    print(json.dumps({method: median(multiprocessing.get_context(method)) for method in methods}))
