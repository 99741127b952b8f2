import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed

import pandas as pd


def load(name):
    return name, len(pd.read_csv(name))


async def work(n):
    await asyncio.sleep(0)
    return n * n


async def main():
    return await asyncio.gather(*(work(n) for n in range(5)))


lock = threading.Lock()
totals = {}
with ThreadPoolExecutor(max_workers=4) as pool:
    futures = {pool.submit(load, name): name for name in ['a.csv', 'b.csv']}
    for future in as_completed(futures):
        name, rows = future.result()
        with lock:
            totals[name] = rows
print(totals, asyncio.run(main()))
