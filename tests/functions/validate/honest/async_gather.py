import asyncio
from contextlib import asynccontextmanager
from typing import AsyncIterator


@asynccontextmanager
async def limited(semaphore: asyncio.Semaphore) -> AsyncIterator[None]:
    async with semaphore:
        yield


async def _score(item: dict, semaphore: asyncio.Semaphore) -> dict:
    async with limited(semaphore):
        await asyncio.sleep(0)
        return {**item, "score": len(item.get("name", ""))}


async def async_gather(items: list[dict], parallel: int = 4) -> list[dict]:
    semaphore = asyncio.Semaphore(parallel)
    tasks = [asyncio.create_task(_score(item, semaphore)) for item in items]
    return list(await asyncio.gather(*tasks))
