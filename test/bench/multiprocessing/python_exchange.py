# Python's Queue and Pipe with the same work, as JSON.
import json
import multiprocessing as mp
import sys
import time


def produce(queue, count, consumers):
    for i in range(count):
        queue.put(i)
    for _ in range(consumers):
        queue.put(None)


def consume(queue, counts):
    count = 0
    while queue.get() is not None:
        count += 1
    counts.put(count)


def queue_rate(count):
    queue, counts = mp.Queue(), mp.Queue()
    consumers = [mp.Process(target=consume, args=(queue, counts)) for _ in range(2)]
    for consumer in consumers:
        consumer.start()
    producer = mp.Process(target=produce, args=(queue, count, 2))
    began = time.perf_counter()
    producer.start()
    got = counts.get() + counts.get()
    took = time.perf_counter() - began
    assert got == count
    return count / took


def echo(connection):
    while True:
        value = connection.recv()
        if value is None:
            return
        connection.send(value)


def sink(connection):
    count = 0
    while connection.recv() is not None:
        count += 1
    connection.send(count)


def with_pipe(target, work):
    mine, other = mp.Pipe()
    child = mp.Process(target=target, args=(other,))
    child.start()
    result = work(mine)
    child.join()
    return result


def round_trip(count):
    def work(connection):
        began = time.perf_counter()
        for i in range(count):
            connection.send(i)
            connection.recv()
        took = time.perf_counter() - began
        connection.send(None)
        return took / count * 1e6

    return with_pipe(echo, work)


def one_way(count, value):
    def work(connection):
        began = time.perf_counter()
        for i in range(count):
            connection.send(value)
        connection.send(None)
        assert connection.recv() == count
        return count / (time.perf_counter() - began)

    return with_pipe(sink, work)


if __name__ == '__main__':
    if sys.argv[1] == 'queue':
        print(json.dumps({'queue': queue_rate(100_000)}))
    else:
        print(json.dumps({'round': round_trip(10_000), 'small': one_way(100_000, 5), 'large': one_way(300, bytes(1 << 20))}))
