import heapq
import itertools
import random
import time
from collections import defaultdict, deque, namedtuple
from functools import partial


def fibonacci(limit):
    a, b = 0, 1
    while a <= limit:
        yield a
        a, b = b, a + b


def shortest(graph, start):
    distances = {start: 0}
    queue = [(0, start)]
    while True:
        if not queue:
            break
        distance, node = heapq.heappop(queue)
        for neighbour, weight in graph[node].items():
            candidate = distance + weight
            if candidate < distances.get(neighbour, float('inf')):
                distances[neighbour] = candidate
                heapq.heappush(queue, (candidate, neighbour))
    return distances


def primes():
    found = []
    for n in itertools.count(2):
        if all(n % p for p in found):
            found.append(n)
            yield n


Point = namedtuple('Point', 'x y')
graph = defaultdict(dict, a={'b': 1, 'c': 4}, b={'c': 2}, c={})
random.seed(1)
started = time.perf_counter()
window = deque(maxlen=3)
for value in fibonacci(100):
    window.append(value)
double = partial(lambda factor, value: factor * value, 2)
match Point(1, 2):
    case Point(x=0, y=0):
        print('origin')
    case Point(x=px, y=py) if px < py:
        print(px, py)
    case _:
        print('other')
print(list(fibonacci(100)), shortest(graph, 'a'), list(itertools.islice(primes(), 10)), list(map(double, window)))
print(f'{time.perf_counter() - started:.1f}s', random.sample(range(10), k=3))
