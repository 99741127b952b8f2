import { describe, expect, it } from 'vitest';
import { libraryOf } from '../helpers/library.ts';
import { runInSandbox } from '../helpers/sandbox.ts';

/** What a module tries while it is imported, in the process that programs are forked from; it tells in a word how it went. */
const attempts = `import ctypes, errno, os, socket, sys

libc = ctypes.CDLL(None, use_errno=True)


def kernel(number, *words):
    result = libc.syscall(ctypes.c_long(number), *[w if isinstance(w, bytes) else ctypes.c_long(w) for w in words])
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")


def mount(source, target, flags, kind=b"none"):
    if libc.mount(source, target, kind, flags, None) < 0:
        raise OSError(ctypes.get_errno(), "refused")


library = os.path.dirname(os.__file__).encode()
ARGV = (ctypes.c_char_p * 2)(b"/bin/true", None)


def execute():
    if os.fork() == 0:
        try:
            os.execv(sys.executable, [sys.executable, "-c", ""])
        except OSError as error:
            os._exit(error.errno)
    status = os.waitstatus_to_exitcode(os.wait()[1])
    if status:
        raise OSError(status, "refused")


ATTEMPTS = {
    "start another program": execute,
    "open an internet socket": lambda: socket.socket(socket.AF_INET),
    "open a socket to the kernel": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    "look into a process": lambda: kernel(101, 16, os.getppid() or 1, 0, 0),
    "make an anonymous file": lambda: kernel(319, b"x", 0),
    "set up io_uring": lambda: kernel(425, 1, 1),
    "make a network namespace": lambda: kernel(272, 0x40000000),
    "make the library of the host writable": lambda: mount(b"none", library, 4096 | 32),
    "mount a file system of its own kind": lambda: mount(b"proc", b"/scratch", 0, b"proc"),
    "read a file of the host": lambda: open("/etc/hostname").read(),
    "list a folder of the host": lambda: os.listdir("/var"),
    "write a library": lambda: open(os.__file__, "ab").close(),
}
answers = {}
for name, attempt in ATTEMPTS.items():
    try:
        attempt()
        answers[name] = "worked"
    except OSError as error:
        answers[name] = errno.errorcode[error.errno]


def tell():
    return answers
`;

async function answersIn(tier: 'A' | 'B', without?: 'landlock' | 'seccomp'): Promise<Record<string, string>> {
  const library = libraryOf(attempts, {
    functions: [{ name: 'tell', module: 'tools', function: 'tell', defaults: {} }],
  });
  const options = { tier, library, ...(without ? { without } : {}) };
  const run = await runInSandbox(
    'import json\nfrom functions import tell\nprint(json.dumps(tell()))',
    options,
  );
  expect(run).toMatchObject({ status: 'finished', stderr: '' });
  return JSON.parse(run.stdout);
}

const bySeccomp = {
  'start another program': 'EPERM',
  'open an internet socket': 'EPERM',
  'open a socket to the kernel': 'EPERM',
  'look into a process': 'EPERM',
  'make an anonymous file': 'EPERM',
  'set up io_uring': 'EPERM',
  'make a network namespace': 'EPERM',
  'make the library of the host writable': 'EPERM',
  'mount a file system of its own kind': 'EPERM',
};

describe.runIf(process.arch === 'x64')('a module that is imported beforehand', () => {
  it('reaches neither other programs nor the internet, and changes nothing of the host, in tier A', async () => {
    expect(await answersIn('A')).toEqual({
      ...bySeccomp,
      'read a file of the host': 'ENOENT',
      'list a folder of the host': 'ENOENT',
      'write a library': expect.stringMatching(/^(EROFS|EACCES)$/),
    });
  });

  it('and in tier B', async () => {
    expect(await answersIn('B')).toEqual({
      ...bySeccomp,
      'read a file of the host': 'EACCES',
      'list a folder of the host': 'EACCES',
      'write a library': 'EACCES',
    });
  });

  it('would do much of it without seccomp', async () => {
    const answers = await answersIn('A', 'seccomp');
    for (const name of ['open an internet socket', 'make an anonymous file', 'make a network namespace'])
      expect([name, answers[name]]).toEqual([name, 'worked']);
  });

  it('and would read the host in tier B without Landlock', async () => {
    expect(await answersIn('B', 'landlock')).toMatchObject({
      'read a file of the host': 'worked',
      'list a folder of the host': 'worked',
    });
  });
});
