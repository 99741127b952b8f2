"""System calls no program may make, with arguments that do nothing where they are let through.

Numbers as in `syscalls`: (x86-64, arm64). None: the architecture has no such call.
"""

import errno

from isolation import syscalls

NOWHERE = 1  # a pointer to nothing: a call that gets this far answers EFAULT
NOBODY = 999_999
SIGCHLD = 17
NEW_USER_NAMESPACE = 0x10000000
NO_SUCH_KIND = 99  # the kernel looks at the kind of a socket before it makes one
ALL_ONES = 0xFFFFFFFF
MSG_OOB = 1
RENAME_WHITEOUT = 4
F_OFD_SETLK = 37
PRIVATE_HUGE_PAGES = 0x40022

CALLS: dict[str, tuple[syscalls.Numbers, tuple[int, ...]]] = {
    'mount a file system': ((165, 40), (NOWHERE, NOWHERE, 0, 0, 0)),
    'unmount a file system': ((166, 39), (NOWHERE, 0)),
    'change the root folder': ((161, 51), (NOWHERE,)),
    'clone a mount tree': ((428, 428), (-1, NOWHERE, 0)),
    'enter a namespace': ((308, 268), (-1, 0)),
    'make a namespace': ((272, 97), (0,)),
    'start a process': ((56, 220), (SIGCHLD, 0, 0, 0, 0)),
    'start a process in a new namespace': ((56, 220), (NEW_USER_NAMESPACE | SIGCHLD, 0, 0, 0, 0)),
    'start a process with hidden flags': ((435, 435), (0, 0)),
    'execute a program': ((59, 221), (NOWHERE, 0, 0)),
    'execute an open file': ((322, 281), (-1, NOWHERE, 0, 0, 0)),
    'make an anonymous file': ((319, 279), (NOWHERE, 0)),
    'trace a process': ((101, 117), (2, NOBODY, 0, 0)),
    'read the memory of a process': ((310, 270), (NOBODY, 0, 0, 0, 0, 0)),
    'hold a process by descriptor': ((434, 434), (0, 0)),
    'signal every process': ((62, 129), (-1, 0)),
    'queue a signal to a process': ((129, 138), (NOBODY, 10, NOWHERE)),
    'open an internet socket': ((41, 198), (2, NO_SUCH_KIND, 0)),
    'open an internet socket of version 6': ((41, 198), (10, NO_SUCH_KIND, 0)),
    'open a local socket': ((41, 198), (1, NO_SUCH_KIND, 0)),
    'open a socket to the kernel': ((41, 198), (16, NO_SUCH_KIND, 0)),
    'open a packet socket': ((41, 198), (17, NO_SUCH_KIND, 0)),
    'open a socket to the hypervisor': ((41, 198), (40, NO_SUCH_KIND, 0)),
    'send out of band': ((44, 206), (-1, 0, 0, MSG_OOB, 0, 0)),
    'receive out of band': ((45, 207), (-1, 0, 0, MSG_OOB, 0, 0)),
    'have the kernel keep a list of descriptors': ((291, 20), (ALL_ONES,)),
    'set up io_uring': ((425, 425), (1, NOWHERE)),
    'load a BPF program': ((321, 280), (255, 0, 0)),
    'open a performance counter': ((298, 241), (0, 0, 0, 0, 0)),
    'handle page faults': ((323, 282), (0xFFFF,)),
    'use the key ring': ((250, 219), (9_999, 0)),
    'load a kernel module': ((175, 105), (0, 0, 0)),
    'change the personality': ((135, 92), (ALL_ONES,)),
    'change the seccomp filter': ((317, 277), (NO_SUCH_KIND, 0, 0)),
    'become dumpable': ((157, 167), (4, 1, 0, 0, 0)),
    'make shared memory': ((29, 194), (0, 0, 0o1600)),
    'take huge pages of the host': ((9, 222), (0, 1 << 21, 3, PRIVATE_HUGE_PAGES, -1, 0)),
    'lock a file for everybody': ((73, 32), (-1, 0)),
    'lock parts of an open file': ((72, 25), (-1, F_OFD_SETLK, 0)),
    'make a symbolic link': ((266, 36), (NOWHERE, -1, NOWHERE)),
    'make a hard link': ((265, 37), (-1, NOWHERE, -1, 0, 0)),
    'leave a device in the place of a file': ((316, 276), (-1, NOWHERE, -1, NOWHERE, RENAME_WHITEOUT)),
    'make a device': ((259, 33), (-1, NOWHERE, 0o20600, 0x103)),
    'open a file by its handle': ((304, 265), (-1, 0, 0)),
    'type into a terminal': ((16, 29), (-1, 0x5412, 0)),
    'call through the x32 table': ((0x40000000 + 39, None), ()),
}

# Calls that are refused in another way than EPERM: libraries take ENOSYS as the word to use another call, or none.
ANSWERS: dict[str, tuple[int, ...]] = {
    'start a process with hidden flags': (errno.ENOSYS,),
    'lock a file for everybody': (errno.ENOSYS,),
}
