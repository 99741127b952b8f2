"""How much memory the programs have that will use the files."""

import resource

MEBIBYTE = 1 << 20
USUAL_MEBIBYTES = 512
_told = {'mebibytes': USUAL_MEBIBYTES}


def tell_run_memory(mebibytes):
    """What one run may allocate as it is configured, which may be less or more than the describers have."""
    _told['mebibytes'] = mebibytes


def run_memory():
    """Bytes a program may allocate, or this very process where that is less: it must try what it recommends."""
    told = _told['mebibytes'] * MEBIBYTE
    own = resource.getrlimit(resource.RLIMIT_DATA)[0]
    return told if own == resource.RLIM_INFINITY else min(own, told)


def may_not_fit(needed, what='file'):
    """The warning for a file or sheet whose `load` takes about so many bytes, None where a program has room for copies, too."""
    if needed <= run_memory() / 2:
        return None
    return (
        f'Reading the whole {what} takes about {needed // MEBIBYTE:,} MiB of memory, and one run has '
        f'{run_memory() // MEBIBYTE:,} MiB: it may not fit (maxMemoryMiB).'
    )
