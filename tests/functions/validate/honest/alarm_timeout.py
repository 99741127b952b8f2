import resource
import signal
import tempfile
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def deadline(seconds: int):
    def handler(signum, frame):
        raise TimeoutError(f"took longer than {seconds} s")

    previous = signal.signal(signal.SIGALRM, handler)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)


def alarm_timeout(text: str, seconds: int = 5) -> dict:
    with deadline(seconds), tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "note.txt").write_text(text)
    return {"length": len(text), "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}
