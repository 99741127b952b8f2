"""The same function in a plain ProcessPoolExecutor: two numbers a line in, their sum a line out, many at a time."""

import sys
from concurrent.futures import Future, ProcessPoolExecutor

from sums import add


def main() -> None:
    with ProcessPoolExecutor(max_workers=2) as pool:
        for line in sys.stdin:
            number, a, b = line.split()
            answer(number, pool.submit(add, int(a), int(b)))


def answer(number: str, future: 'Future[int]') -> None:
    def write(done: 'Future[int]') -> None:
        sys.stdout.write(f'{number} {done.result()}\n')
        sys.stdout.flush()

    future.add_done_callback(write)


if __name__ == '__main__':
    main()
