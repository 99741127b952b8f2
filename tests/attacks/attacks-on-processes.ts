import { type Attack, unfiltered } from './arena.ts';

const leave = 'if pid == 0: os._exit(0)\nos.waitpid(pid, 0)\nbreached = True';

export const attacksOnProcesses: Attack[] = [
  { name: 'forks', code: `pid = os.fork()\n${leave}`, worksIn: unfiltered },
  {
    name: 'leaves a daemon behind',
    code: 'pid = os.fork()\nif pid == 0:\n    os.setsid()\n    os._exit(0)\nos.waitpid(pid, 0)\nbreached = True',
    worksIn: unfiltered,
  },
  { name: 'forks with a terminal', code: `import pty\npid, _ = pty.fork()\n${leave}` },
  {
    name: 'forks past the Python guards',
    code: 'import ctypes\nlibc = ctypes.CDLL(None)\npid = libc.fork()\nif pid == 0: libc._exit(0)\nbreached = pid > 0',
    worksIn: unfiltered,
  },
  {
    name: 'starts another program',
    code: 'subprocess.run([sys.executable, "-c", ""], check=True); breached = True',
  },
  { name: 'runs a shell', code: 'breached = os.system("exit 0") == 0' },
  {
    name: 'runs a shell past the Python guards',
    code: 'import ctypes\nbreached = ctypes.CDLL(None).system(b"exit 0") == 0',
  },
  {
    name: 'spawns without fork',
    code: 'pid = os.posix_spawn("/bin/true", ["true"], {}); breached = os.waitpid(pid, 0)[1] == 0',
  },
  {
    name: 'spawns by the call that raises no audit event',
    code: `
import _posixsubprocess
read, write = os.pipe()
head = [[b"true"], [b"/bin/true"], True, (write,), None, None, -1, -1, -1, -1, -1, -1, read, write]
rest = [False, False, -1, None, None, None, -1, None]
try:
    breached = _posixsubprocess.fork_exec(*head, *rest) > 0
except TypeError:  # Python 3.11 to 3.13 also ask whether vfork may be used
    breached = _posixsubprocess.fork_exec(*head, *rest, False) > 0`,
    worksIn: unfiltered,
  },
  {
    name: 'starts a process of multiprocessing',
    code: `
import multiprocessing
multiprocessing.get_context("fork").Process(target=int).start()
breached = True`,
  },
  {
    name: 'replaces itself by another program',
    code: 'sys.stdout.flush(); os.execv(sys.executable, [sys.executable, "-c", "print(\'BREACHED\')"])',
  },
  {
    name: 'runs an anonymous executable',
    code: `
program = os.memfd_create("x", 0)
os.write(program, b"#!/bin/true\\n")
breached = True`,
    worksIn: unfiltered,
  },
  { name: 'finds its parent', code: 'os.kill(os.getppid(), 0); breached = os.getppid() != 0' },
  { name: 'signals every process', code: 'os.kill(-1, 0); breached = True' },
  { name: 'signals its process group', code: 'os.kill(0, 0); breached = True', worksIn: unfiltered },
  { name: 'kills a process of the user', code: 'os.kill(bystander, 9)', outside: 'bystander killed' },
  {
    name: 'has the kernel kill a process of the user when a pipe fills',
    code: `
import fcntl
read, write = os.pipe()
fcntl.fcntl(read, fcntl.F_SETOWN, bystander)
fcntl.fcntl(read, fcntl.F_SETSIG, 9)
fcntl.fcntl(read, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
os.write(write, b"x")`,
    outside: 'bystander killed',
  },
  {
    name: 'lowers the limits of a process until the kernel kills it',
    code: 'resource.prlimit(bystander, resource.RLIMIT_NOFILE, (3, 3)); breached = True',
  },
  {
    name: 'slows a process down',
    code: 'os.setpriority(os.PRIO_PROCESS, bystander, 19)',
    outside: 'bystander slowed down',
  },
  { name: 'pins a process to a processor', code: 'os.sched_setaffinity(bystander, {0}); breached = True' },
  {
    name: 'reads the environment of a process',
    code: 'breached = canary.encode() in open(f"/proc/{bystander}/environ", "rb").read()',
  },
  { name: 'reads the memory of a process', code: 'open(f"/proc/{bystander}/mem", "rb"); breached = True' },
  { name: 'lists processes', code: 'breached = str(bystander) in os.listdir("/proc")' },
  {
    name: 'sees that a process exists',
    code: 'breached = os.path.exists(f"/proc/{bystander}")',
    onlyTierA: true,
  },
  { name: 'learns the session of a process', code: 'breached = os.getsid(bystander) >= 0', onlyTierA: true },
  { name: 'holds a process by descriptor', code: 'breached = os.pidfd_open(bystander) > 0' },
  {
    name: 'raises its own priority class',
    code: 'os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0)); breached = True',
    worksIn: unfiltered,
  },
  {
    name: 'becomes dumpable',
    code: 'import ctypes; breached = ctypes.CDLL(None).prctl(4, 1, 0, 0, 0) == 0',
    worksIn: unfiltered,
  },
];
