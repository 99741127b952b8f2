import concurrent.futures
import queue
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed

_lock = threading.Lock()
_counts: dict[str, int] = {}


def _count(word: str, results: "queue.Queue[tuple[str, int]]") -> None:
    with _lock:
        _counts[word] = _counts.get(word, 0) + 1
    results.put((word, _counts[word]))


def thread_pool(words: list[str], workers: int = 4) -> dict[str, int]:
    results: "queue.Queue[tuple[str, int]]" = queue.Queue()
    with ThreadPoolExecutor(max_workers=workers) as pool:
        futures = [pool.submit(_count, word, results) for word in words]
        for future in as_completed(futures):
            future.result()
    assert isinstance(pool, concurrent.futures.Executor)
    return dict(_counts)
