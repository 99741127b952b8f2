"""What a program finds where it asks for random numbers: its own, or the same ones in every run with the same seed."""

import collections
import hashlib
import random
import sys
import uuid

from program import module_patches


def renew():
    """Makes the random state of a forked process its own."""
    random.seed()
    if 'numpy' in sys.modules:
        sys.modules['numpy'].random.seed()
    if 'tempfile' in sys.modules:  # its names come from a generator that compares process ids, and each of ours is 1
        sys.modules['tempfile']._name_sequence = None


def fix(seed):
    """Derives from `seed` whatever a program draws without a seed of its own.

    `os.urandom` and `secrets` stay unpredictable: what needs them must not be computable by whoever knows the seed.
    Clocks go on, too.
    """
    entropy = _Entropy(seed)
    plain_seed = random.Random.seed

    def seed_generator(generator, a=None, version=2):
        plain_seed(generator, entropy.bits(256) if a is None else a, version)

    random.Random.seed = seed_generator
    random.seed = random._inst.seed
    random.seed(seed)
    uuid.uuid4 = lambda: uuid.UUID(int=entropy.bits(128), version=4)

    def fix_numpy(module):
        module.bit_generator.randbits = entropy.bits
        module.seed(seed)

    module_patches.apply({'numpy.random': fix_numpy})


class _Entropy:
    """Counts per calling module, so that what a library draws while it is imported changes nobody else's numbers."""

    def __init__(self, seed):
        self.seed = seed
        self.drawn = collections.Counter()

    def bits(self, count):
        caller = _calling_module()
        self.drawn[caller] += 1
        drawn = f'{self.seed} {caller} {self.drawn[caller]}'.encode()
        return int.from_bytes(hashlib.shake_256(drawn).digest(count // 8 + 1), 'big') % (1 << count)


def _calling_module():
    frame = sys._getframe()
    while frame and frame.f_globals.get('__name__') in (__name__, 'random'):
        frame = frame.f_back
    return frame.f_globals.get('__name__') if frame else None
