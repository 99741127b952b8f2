import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { testEnvironment } from '../helpers/python-environment.ts';
import { runInSandbox, type SandboxRun } from '../helpers/sandbox.ts';

/** A file of the host that every program may read; no other test locks it. */
const library = path.join(packageRoot, 'src/python/launcher.py');

const locking = `import ctypes, fcntl, time
held = open(${JSON.stringify(library)}, "rb")
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall(73, held.fileno(), fcntl.LOCK_EX)
print("flock", ctypes.get_errno())
fcntl.lockf(held, fcntl.LOCK_SH)
print("tried", flush=True)
time.sleep(15)`;

/** What another process of the host meets when it wants the whole file for itself. */
const meeting = `import fcntl, struct, sys
with open(sys.argv[1], "rb") as file:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        print("free")
    except BlockingIOError:
        print("taken")
    wanted = struct.pack("hhqqi", fcntl.F_WRLCK, 0, 0, 0, 0)
    met = struct.unpack("hhqqi", fcntl.fcntl(file, fcntl.F_GETLK, wanted))[0]
    print("free" if met == fcntl.F_UNLCK else "taken")`;

/** How the host finds the library while a program that has tried to lock it still lives. */
async function metWhileLocking(options: SandboxRun): Promise<string> {
  const { python } = await testEnvironment();
  const stop = new AbortController();
  let met = '';
  const onOutput = ({ text }: { text: string }): void => {
    if (!text.includes('tried')) return;
    void execa(python, ['-I', '-c', meeting, library]).then(({ stdout }) => {
      met = stdout;
      stop.abort();
    });
  };
  const run = runInSandbox(locking, { ...options, onOutput, signal: stop.signal });
  await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  return met;
}

describe('a library of the host that a program tries to lock', () => {
  it.each(['A', 'B'] as const)('stays free for the host in tier %s', async (tier) => {
    expect(await metWhileLocking({ tier })).toBe('free\nfree');
  });

  it('is locked for the host where seccomp does not hold the program', async () => {
    expect(await metWhileLocking({ tier: 'A', without: 'seccomp' })).toBe('taken\ntaken');
  });
});

describe('a program that locks its own files', () => {
  it.each(['A', 'B'] as const)(
    'goes on in tier %s as if it were alone with them, which it is',
    async (tier) => {
      const code = `import mailbox, sqlite3, h5py, netCDF4, tables
box = mailbox.mbox("box")
box.lock()
box.add("From: x\\n\\nhi")
box.flush()
box.unlock()
first, second = sqlite3.connect("a.db"), sqlite3.connect("a.db", timeout=0.1)
first.execute("pragma journal_mode=wal")
first.execute("create table t(a)")
first.execute("insert into t values (1)")
try:
    second.execute("insert into t values (2)")
except sqlite3.OperationalError as error:
    print(error)
first.commit()
second.execute("insert into t values (2)")
second.commit()
print(first.execute("select sum(a) from t").fetchone())
with h5py.File("x.h5", "w") as file: file["a"] = [1, 2]
one, other = h5py.File("x.h5"), h5py.File("x.h5")
print(one["a"][:].sum(), other["a"][:].sum())
with netCDF4.Dataset("x.nc", "w") as data: data.createDimension("d", 3)
with netCDF4.Dataset("x.nc", "a") as data: print(len(data.dimensions["d"]))
with tables.open_file("t.h5", "w") as file: file.create_array("/", "a", [1, 2, 3])
with tables.open_file("t.h5") as file: print(file.root.a[:])`;
      const run = await runInSandbox(code, { tier, limits: { memoryMiB: 1024 } });
      expect(run).toMatchObject({
        stderr: '',
        stdout: 'database is locked\n(3,)\n3 3\n3\n[1, 2, 3]\n',
      });
    },
  );
});
