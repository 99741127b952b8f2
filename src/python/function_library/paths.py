"""Where in a value something is, as people write it."""

from collections.abc import Iterable

from function_library.clean import clean

MAX_PATH = 200

Step = str | int


def written_path(steps: Iterable[Step]) -> str:
    """Such as `orders[0].price`; a key that is no name is quoted."""
    path = ''
    for step in steps:
        if isinstance(step, int):
            path += f'[{step}]'
        elif step.isidentifier():
            path += f'.{step}' if path else step
        else:
            path += f'["{clean(step, 60)}"]'
    return path if len(path) <= MAX_PATH else f'{path[:MAX_PATH]}…'
