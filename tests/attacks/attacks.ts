/** Where a test's canaries are; every program gets them as Python names. */
export interface Targets {
  /** A file the program must not read. */
  secretFile: string;
  /** A folder the program must not write to. */
  outsideFolder: string;
  /** Text in the environment of another process of the same user. */
  secretVariable: string;
  tcpPort: number;
  udpPort: number;
  unixSocket: string;
}

export interface Attack {
  name: string;
  /** Sets `breached` to True when the attack worked; a refusal is an exception. */
  code: string;
  /** What has to be taken away for the attack to work: the whole kernel isolation, or seccomp alone. */
  worksWithout: 'isolation' | 'seccomp';
  /** Tier B does not promise to stop it. */
  onlyTierA?: true;
}

export const attacks: Attack[] = [
  {
    name: 'reads /etc/passwd',
    code: 'breached = "root:" in open("/etc/passwd").read()',
    worksWithout: 'isolation',
  },
  {
    name: 'reads a file of the user',
    code: 'breached = "canary" in open(secret_file).read()',
    worksWithout: 'isolation',
  },
  {
    name: 'sees that a file of the user exists',
    code: 'breached = os.path.exists(secret_file)',
    worksWithout: 'isolation',
    onlyTierA: true,
  },
  {
    name: 'lists the folder above',
    code: 'breached = len(os.listdir(outside_folder)) >= 0',
    worksWithout: 'isolation',
  },
  {
    name: 'writes outside its folder',
    code: 'open(outside_folder + "/planted", "w").write("x"); breached = True',
    worksWithout: 'isolation',
  },
  {
    name: 'deletes a file outside',
    code: 'os.remove(outside_folder + "/victim"); breached = True',
    worksWithout: 'isolation',
  },
  {
    name: 'changes the mode of a file outside',
    code: 'os.chmod(secret_file, 0o777); breached = True',
    worksWithout: 'isolation',
  },
  {
    name: 'reads the environment of other processes',
    worksWithout: 'isolation',
    code: `
breached = secret_variable in str(dict(os.environ))
for pid in os.listdir("/proc"):
    if pid.isdigit():
        try:
            breached = breached or secret_variable.encode() in open(f"/proc/{pid}/environ", "rb").read()
        except OSError:
            pass`,
  },
  {
    name: 'connects over TCP',
    code: 'socket.create_connection(("127.0.0.1", tcp_port), 2); breached = True',
    worksWithout: 'isolation',
  },
  {
    name: 'sends over UDP',
    code: 'socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", udp_port)); breached = True',
    worksWithout: 'isolation',
  },
  {
    name: 'resolves a name',
    code: 'breached = bool(socket.getaddrinfo("localhost", 80, proto=socket.IPPROTO_TCP))',
    worksWithout: 'isolation',
  },
  {
    name: 'connects to a unix socket',
    code: 's = socket.socket(socket.AF_UNIX); s.connect(unix_socket); breached = True',
    worksWithout: 'isolation',
  },
  {
    name: 'forks',
    code: 'pid = os.fork()\nif pid == 0: os._exit(0)\nos.waitpid(pid, 0); breached = True',
    worksWithout: 'seccomp',
  },
  {
    name: 'leaves a daemon behind',
    worksWithout: 'seccomp',
    code: `
pid = os.fork()
if pid == 0:
    os.setsid()
    os._exit(0)
os.waitpid(pid, 0)
breached = True`,
  },
  {
    name: 'starts another program',
    code: 'subprocess.run([sys.executable, "-c", ""], check=True); breached = True',
    worksWithout: 'isolation',
  },
  {
    name: 'replaces itself by another program',
    code: 'pid = 0\nos.execv(sys.executable, [sys.executable, "-c", "print(\'BREACHED\')"])',
    worksWithout: 'isolation',
  },
  {
    name: 'signals its parent',
    code: 'os.kill(os.getppid(), 0); breached = os.getppid() != 0',
    worksWithout: 'isolation',
  },
  { name: 'signals every process', code: 'os.kill(-1, 0); breached = True', worksWithout: 'isolation' },
  {
    name: 'makes a symbolic link to a file outside',
    code: 'os.symlink("/etc/passwd", "out.csv"); breached = True',
    worksWithout: 'isolation',
  },
  { name: 'makes a FIFO', code: 'os.mkfifo("pipe.csv"); breached = True', worksWithout: 'isolation' },
  {
    name: 'maps shared memory past its limit',
    code: 'breached = len(mmap.mmap(-1, 1 << 20)) > 0',
    worksWithout: 'seccomp',
  },
  {
    name: 'makes an anonymous executable file',
    code: 'breached = os.memfd_create("x") > 0',
    worksWithout: 'seccomp',
  },
];

/** System calls tried raw, past every Python guard: number on x86-64 and arguments that make them harmless where they work. */
export const rawCalls: { name: string; number: number; arguments: string }[] = [
  { name: 'unshare', number: 272, arguments: '0x10000000' },
  { name: 'mount', number: 165, arguments: '0, 0, 0, 0, 0' },
  { name: 'pivot_root', number: 155, arguments: '0, 0' },
  { name: 'chroot', number: 161, arguments: '0' },
  { name: 'ptrace', number: 101, arguments: '16, 2, 0, 0' },
  { name: 'process_vm_readv', number: 310, arguments: '1, 0, 0, 0, 0, 0' },
  { name: 'bpf', number: 321, arguments: '0, 0, 0' },
  { name: 'perf_event_open', number: 298, arguments: '0, 0, 0, 0, 0' },
  { name: 'userfaultfd', number: 323, arguments: '0' },
  { name: 'io_uring_setup', number: 425, arguments: '1, 0' },
  { name: 'keyctl', number: 250, arguments: '0, 0' },
  { name: 'add_key', number: 248, arguments: '0, 0, 0, 0, 0' },
  { name: 'setns', number: 308, arguments: '-1, 0' },
  { name: 'open_by_handle_at', number: 304, arguments: '-1, 0, 0' },
  { name: 'init_module', number: 175, arguments: '0, 0, 0' },
  { name: 'kexec_load', number: 246, arguments: '0, 0, 0, 0' },
  { name: 'personality', number: 135, arguments: '0xffffffff' },
  { name: 'mknodat', number: 259, arguments: '-1, 0, 0, 0' },
  { name: 'linkat', number: 265, arguments: '-1, 0, -1, 0, 0' },
  { name: 'setxattr', number: 188, arguments: '0, 0, 0, 0, 0' },
  { name: 'shmget', number: 29, arguments: '0, 4096, 0o1600' },
  { name: 'clone', number: 56, arguments: '0x11, 0, 0, 0, 0' },
  { name: 'TIOCSTI', number: 16, arguments: '0, 0x5412, 0' },
  { name: 'prctl dumpable', number: 157, arguments: '4, 1, 0, 0, 0' },
];
