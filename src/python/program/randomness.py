"""What a program finds where it asks for random numbers: its own, or the same ones in every run with the same seed."""

import collections
import hashlib
import random
import sys
import uuid
from types import FrameType
from typing import Any

from program import module_patches


def renew() -> None:
    """Makes the random state of a forked process its own."""
    random.seed()
    numpy: Any = sys.modules.get('numpy')
    if numpy:
        numpy.random.seed()
    tempfile: Any = sys.modules.get('tempfile')
    if tempfile:  # its names come from a generator that compares process ids, and each of ours is 1
        tempfile._name_sequence = None


def fix(seed: int) -> None:
    """Derives from `seed` whatever a program draws without a seed of its own.

    `os.urandom` and `secrets` stay unpredictable: what needs them must not be computable by whoever knows the seed.
    Clocks go on, too.
    """
    entropy = _Entropy(seed)
    generators: Any = random.Random
    plain_seed = random.Random.seed

    def seed_generator(generator: random.Random, a: Any = None, version: int = 2) -> None:
        plain_seed(generator, entropy.bits(256) if a is None else a, version)

    generators.seed = seed_generator
    random.seed = random._inst.seed
    random.seed(seed)
    uuid.uuid4 = lambda: uuid.UUID(int=entropy.bits(128), version=4)

    def fix_numpy(module: Any) -> None:
        module.bit_generator.randbits = entropy.bits
        module.seed(seed)

    module_patches.apply({'numpy.random': fix_numpy})


class _Entropy:
    """Counts per calling module, so that what a library draws while it is imported changes nobody else's numbers."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.drawn = collections.Counter[str | None]()

    def bits(self, count: int) -> int:
        caller = _calling_module()
        self.drawn[caller] += 1
        drawn = f'{self.seed} {caller} {self.drawn[caller]}'.encode()
        return int.from_bytes(hashlib.shake_256(drawn).digest(count // 8 + 1), 'big') % (1 << count)


def _calling_module() -> str | None:
    frame: FrameType | None = sys._getframe()
    while frame and frame.f_globals.get('__name__') in (__name__, 'random'):
        frame = frame.f_back
    return frame.f_globals.get('__name__') if frame else None
