"""How a process ended, as its supervisor is told."""

import signal


def tell(code: int) -> dict[str, int | str | None]:
    """The end that `os.waitstatus_to_exitcode` gave, as fields: an exit code or the name of a signal."""
    return {'exitCode': code if code >= 0 else None, 'signal': signal_name(-code) if code < 0 else None}


def signal_name(number: int) -> str:
    """The name of a signal; most real-time ones have none in Python."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f'number {number}'
