"""What can be taken, for good, from an interpreter that has still to fork: before it imports what is not ours."""

from isolation import capabilities, landlock, lockdown, seccomp, syscalls, zygote_filter
from isolation.enclosure import Enclosed
from isolation.specs import ZygoteSpec


def narrow(spec: ZygoteSpec, enclosed: Enclosed, writable: tuple[str, ...]) -> None:
    """Narrows this process and all it will fork; raises OSError where the kernel refuses.

    `writable` is where it keeps what it needs of the host in tier B; in tier A its own root has nothing of the host to write.
    """
    capabilities.forbid_new_privileges()
    if spec.tier == 'A':
        capabilities.keep_only(capabilities.SYS_ADMIN)
    if spec.without != 'landlock':
        folders = [(folder, landlock.READ_WRITE) for folder in writable]
        of_host = [*lockdown.reading(spec, enclosed), ('/proc', landlock.READ), *folders]
        # Rules about files would forbid the mounts that tier A has still to make.
        landlock.restrict(of_host if spec.tier == 'B' else None, spec.network)
    if spec.without != 'seccomp':
        seccomp.install(seccomp.build_filter(syscalls.this_machine(), zygote_filter.rules(spec.network)))
