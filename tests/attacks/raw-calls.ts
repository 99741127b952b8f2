/** A system call made past every Python guard, with arguments that are harmless where it works. */
export interface RawCall {
  name: string;
  /** Its number on x86-64. */
  number: number;
  arguments: string;
  /** Capabilities refuse it too, so that it only reaches the kernel as root under resource limits alone. */
  needsRoot?: true;
}

/** A pointer to nothing: a call that gets this far answers EFAULT. */
const nowhere = '1';

export const rawCalls: RawCall[] = [
  // Namespaces, roots and mounts
  { name: 'unshare', number: 272, arguments: '0' },
  { name: 'setns', number: 308, arguments: '-1, 0' },
  { name: 'mount', number: 165, arguments: `${nowhere}, ${nowhere}, 0, 0, 0` },
  { name: 'umount2', number: 166, arguments: `${nowhere}, 0` },
  { name: 'pivot_root', number: 155, arguments: `${nowhere}, ${nowhere}`, needsRoot: true },
  { name: 'chroot', number: 161, arguments: nowhere },
  { name: 'open_tree', number: 428, arguments: `-1, ${nowhere}, 0` },
  { name: 'move_mount', number: 429, arguments: '-1, 0, -1, 0, 0', needsRoot: true },
  { name: 'fsopen', number: 430, arguments: `${nowhere}, 0`, needsRoot: true },
  { name: 'fsmount', number: 432, arguments: '-1, 0, 0', needsRoot: true },
  { name: 'mount_setattr', number: 442, arguments: `-1, ${nowhere}, 0, 0, 0` },
  { name: 'open_by_handle_at', number: 304, arguments: '-1, 0, 0' },
  { name: 'name_to_handle_at', number: 303, arguments: `-1, ${nowhere}, ${nowhere}, ${nowhere}, 0` },
  { name: 'quotactl', number: 179, arguments: '-1, 0, 0, 0' },
  { name: 'sethostname', number: 170, arguments: `${nowhere}, 4`, needsRoot: true },
  { name: 'setdomainname', number: 171, arguments: `${nowhere}, 4`, needsRoot: true },
  // New processes and programs
  { name: 'fork by clone', number: 56, arguments: '0x11, 0, 0, 0, 0' },
  { name: 'clone into a new user namespace', number: 56, arguments: '0x10000011, 0, 0, 0, 0' },
  { name: 'fork', number: 57, arguments: '' },
  { name: 'execve', number: 59, arguments: `${nowhere}, 0, 0` },
  { name: 'execveat', number: 322, arguments: `-1, ${nowhere}, 0, 0, 0` },
  { name: 'memfd_create', number: 319, arguments: `${nowhere}, 0` },
  { name: 'memfd_secret', number: 447, arguments: '0xff' },
  // Other processes
  { name: 'ptrace', number: 101, arguments: '2, 999999, 0, 0' },
  { name: 'process_vm_readv', number: 310, arguments: '1, 0, 0, 0, 0, 0' },
  { name: 'process_vm_writev', number: 311, arguments: '1, 0, 0, 0, 0, 0' },
  { name: 'process_madvise', number: 440, arguments: '-1, 0, 0, 0, 0' },
  { name: 'kcmp', number: 312, arguments: '0, 0, 0, 0, 0' },
  { name: 'pidfd_open', number: 434, arguments: '0, 0' },
  { name: 'pidfd_getfd', number: 438, arguments: '-1, 0, 0' },
  { name: 'pidfd_send_signal', number: 424, arguments: '-1, 0, 0, 0' },
  { name: 'kill of another process', number: 62, arguments: '999999, 0' },
  { name: 'tkill', number: 200, arguments: '999999, 0' },
  { name: 'tgkill of another process', number: 234, arguments: '999999, 999999, 0' },
  { name: 'rt_sigqueueinfo', number: 129, arguments: `999999, 10, ${nowhere}` },
  { name: 'prlimit64 of another process', number: 302, arguments: '999999, 0, 0, 0' },
  { name: 'sched_setaffinity', number: 203, arguments: `999999, 8, ${nowhere}` },
  { name: 'sched_setscheduler', number: 144, arguments: `-1, 0, ${nowhere}` },
  { name: 'sched_setattr', number: 314, arguments: '-1, 0, 0' },
  { name: 'setpriority', number: 141, arguments: '9, 0, 0' },
  { name: 'ioprio_set', number: 251, arguments: '9, 0, 0' },
  { name: 'migrate_pages', number: 256, arguments: '999999, 0, 0, 0' },
  // Network
  { name: 'socket AF_INET', number: 41, arguments: '2, 99, 0' },
  { name: 'socket AF_INET6', number: 41, arguments: '10, 99, 0' },
  { name: 'socket AF_UNIX', number: 41, arguments: '1, 99, 0' },
  { name: 'socket AF_NETLINK', number: 41, arguments: '16, 99, 0' },
  { name: 'socket AF_PACKET', number: 41, arguments: '17, 99, 0' },
  { name: 'socket AF_ALG', number: 41, arguments: '38, 99, 0' },
  { name: 'socket AF_VSOCK', number: 41, arguments: '40, 99, 0' },
  { name: 'connect', number: 42, arguments: '-1, 0, 0' },
  { name: 'bind', number: 49, arguments: '-1, 0, 0' },
  { name: 'listen', number: 50, arguments: '-1, 0' },
  { name: 'accept4', number: 288, arguments: '-1, 0, 0, 0' },
  { name: 'sendto an address', number: 44, arguments: '-1, 0, 0, 0, 1, 16' },
  { name: 'sendto out of band', number: 44, arguments: '-1, 0, 0, 1, 0, 0' },
  { name: 'recvfrom out of band', number: 45, arguments: '-1, 0, 0, 1, 0, 0' },
  { name: 'socketpair of datagrams', number: 53, arguments: '1, 99, 0, 0' },
  { name: 'socketpair AF_TIPC', number: 53, arguments: '30, 99, 0, 0' },
  { name: 'sendmsg with descriptors', number: 46, arguments: '-1, 0, 0' },
  { name: 'recvmsg with descriptors', number: 47, arguments: '-1, 0, 0' },
  { name: 'io_uring_setup', number: 425, arguments: `1, ${nowhere}` },
  { name: 'io_uring_enter', number: 426, arguments: '-1, 0, 0, 0, 0, 0' },
  { name: 'io_uring_register', number: 427, arguments: '-1, 0, 0, 0' },
  // Kernel surface
  { name: 'bpf', number: 321, arguments: '0xff, 0, 0' },
  { name: 'perf_event_open', number: 298, arguments: '0, 0, 0, 0, 0' },
  { name: 'userfaultfd', number: 323, arguments: '0xffff' },
  { name: 'keyctl', number: 250, arguments: '9999, 0' },
  { name: 'add_key', number: 248, arguments: `${nowhere}, 0, 0, 0, 0` },
  { name: 'request_key', number: 249, arguments: `${nowhere}, 0, 0, 0` },
  { name: 'init_module', number: 175, arguments: '0, 0, 0' },
  { name: 'finit_module', number: 313, arguments: '-1, 0, 0' },
  { name: 'delete_module', number: 176, arguments: `${nowhere}, 0` },
  { name: 'kexec_load', number: 246, arguments: '0, 99, 0, 99' },
  { name: 'reboot', number: 169, arguments: '0, 0, 0, 0', needsRoot: true },
  { name: 'swapon', number: 167, arguments: `${nowhere}, 0`, needsRoot: true },
  { name: 'settimeofday', number: 164, arguments: `${nowhere}, 0` },
  { name: 'clock_settime', number: 227, arguments: `0, ${nowhere}` },
  { name: 'adjtimex', number: 159, arguments: nowhere },
  { name: 'syslog', number: 103, arguments: '99, 0, 0', needsRoot: true },
  { name: 'acct', number: 163, arguments: nowhere, needsRoot: true },
  { name: 'ioperm', number: 173, arguments: '0, 0, 1' },
  { name: 'modify_ldt', number: 154, arguments: `0, ${nowhere}, 16` },
  { name: 'personality', number: 135, arguments: '0xffffffff' },
  { name: 'vmsplice', number: 278, arguments: '-1, 0, 0, 0' },
  { name: 'splice', number: 275, arguments: '-1, 0, -1, 0, 0, 0' },
  { name: 'fanotify_init', number: 300, arguments: '0xffffffff, 0', needsRoot: true },
  { name: 'inotify_init1', number: 294, arguments: '0xff' },
  { name: 'seccomp', number: 317, arguments: '99, 0, 0' },
  { name: 'landlock_restrict_self', number: 446, arguments: '-1, 0' },
  { name: 'capset', number: 126, arguments: `${nowhere}, 0` },
  { name: 'setuid', number: 105, arguments: '-1' },
  { name: 'setgroups', number: 116, arguments: '-1, 0', needsRoot: true },
  { name: 'prctl dumpable', number: 157, arguments: '4, 1, 0, 0, 0' },
  { name: 'prctl of the parent-death signal', number: 157, arguments: '1, 0, 0, 0, 0' },
  { name: 'prctl to adopt orphans', number: 157, arguments: '36, 0, 0, 0, 0' },
  // Memory that no limit counts
  { name: 'shmget', number: 29, arguments: '0, 0, 0o1600' },
  { name: 'shmat', number: 30, arguments: '-1, 0, 0' },
  { name: 'mq_open', number: 240, arguments: `${nowhere}, 0, 0, 0` },
  { name: 'semget', number: 64, arguments: '0, -1, 0' },
  { name: 'msgget', number: 68, arguments: '0x7fff1234, 0' },
  { name: 'timer_create', number: 222, arguments: '99, 0, 0' },
  { name: 'shared anonymous memory', number: 9, arguments: '0, 4096, 3, 0x21, -1, 0' },
  { name: 'memory declared a stack', number: 9, arguments: '0, 4096, 3, 0x122, -1, 0' },
  { name: 'huge pages of the host', number: 9, arguments: '0, 0x200000, 3, 0x40022, -1, 0' },
  { name: 'epoll_create1', number: 291, arguments: '0xff' },
  { name: 'locks of an open file', number: 72, arguments: '-1, 37, 0' },
  { name: 'a second descriptor table', number: 436, arguments: '900, 901, 2' },
  // Files no folder holds, and descriptors that make the kernel act on others
  { name: 'symlinkat', number: 266, arguments: `${nowhere}, -1, ${nowhere}` },
  { name: 'linkat', number: 265, arguments: `-1, ${nowhere}, -1, 0, 0` },
  { name: 'mknodat of a FIFO', number: 259, arguments: `-1, ${nowhere}, 0o10600, 0` },
  { name: 'mknodat of a device', number: 259, arguments: `-1, ${nowhere}, 0o20600, 0x103` },
  { name: 'renameat2 that leaves a device', number: 316, arguments: `-1, ${nowhere}, -1, ${nowhere}, 4` },
  { name: 'pwritev2 past the page cache', number: 328, arguments: '-1, 0, 0, 0, 0, 0x80' },
  { name: 'preadv2 past the page cache', number: 327, arguments: '-1, 0, 0, 0, 0, 0x80' },
  { name: 'chown', number: 92, arguments: `${nowhere}, 0, 0` },
  { name: 'setxattr', number: 188, arguments: `${nowhere}, 0, 0, 0, 0` },
  { name: 'openat2', number: 437, arguments: '-1, 0, 0, 0' },
  { name: 'TIOCSTI', number: 16, arguments: '-1, 0x5412, 0' },
  { name: 'TIOCLINUX', number: 16, arguments: '-1, 0x541c, 0' },
  { name: 'FIOSETOWN', number: 16, arguments: '-1, 0x8901, 0' },
  { name: 'F_SETOWN', number: 72, arguments: '-1, 8, 1' },
  { name: 'F_SETSIG', number: 72, arguments: '-1, 10, 9' },
  { name: 'F_SETLEASE', number: 72, arguments: '-1, 1024, 0' },
  { name: 'F_SETPIPE_SZ', number: 72, arguments: '-1, 1031, 1048576' },
];

/** Prints the errno of every call, 0 where it worked. A forked child leaves at once. */
export function rawCallProgram(calls: RawCall[]): string {
  return `import ctypes, json
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
def attempt(number, *words):
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(word) for word in words])
    if number in (56, 57) and result == 0:
        libc._exit(0)
    return ctypes.get_errno() if result < 0 else 0
print(json.dumps({${calls.map((one) => `${JSON.stringify(one.name)}: attempt(${one.number}, ${one.arguments})`).join(', ')}}))`;
}
