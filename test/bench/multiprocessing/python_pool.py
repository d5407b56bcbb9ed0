"""Python's own figures for the benchmark of Pool: tasks a second, as JSON."""
import json
import multiprocessing
import time


def empty(_=None):
    pass


def one_millisecond(_=None):
    end = time.perf_counter() + 0.001
    while time.perf_counter() < end:
        pass


def rate(count, run):
    began = time.perf_counter()
    run()
    return count / (time.perf_counter() - began)


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        pool.map(empty, range(100))
        print(json.dumps({
            "one by one": rate(20000, lambda: [r.get() for r in [pool.apply_async(empty) for _ in range(20000)]]),
            "map": rate(20000, lambda: pool.map(empty, range(20000))),
            "map, warm": [rate(20000, lambda: pool.map(empty, range(20000))) for _ in range(9)][-1],
            "1 ms": rate(2000, lambda: pool.map(one_millisecond, range(2000), 1)),
        }))
