import { describe, expect, it } from 'vitest';
import { type FinishedRun, runInSandbox } from '../helpers/sandbox.ts';

/** What a program leaves for whoever collects its files, and what becomes of it. */
const plants: { name: string; code: string; files: string[]; leftBehind: string[] }[] = [
  {
    name: 'a symbolic link',
    code: 'attempt(os.symlink, "/etc/passwd", "out.csv")',
    files: [],
    leftBehind: ['out.csv: not a regular file'],
  },
  {
    name: 'a link to a folder',
    code: 'attempt(os.symlink, "/etc", "out")',
    files: [],
    leftBehind: ['out: not a regular file'],
  },
  {
    name: 'a FIFO that would hang a reader',
    code: 'attempt(os.mkfifo, "pipe")',
    files: [],
    leftBehind: ['pipe: not a regular file'],
  },
  {
    name: 'a socket',
    code: 'attempt(lambda: socket.socket(socket.AF_UNIX).bind("own.sock"))',
    files: [],
    leftBehind: ['own.sock: not a regular file'],
  },
  {
    name: 'a name with a line break',
    code: 'touch(b"a\\nb")',
    files: [],
    leftBehind: ['a?b: its name has characters that are not safe'],
  },
  {
    name: 'a name that colours a terminal',
    code: 'touch(b"\\x1b]0;x\\x07")',
    files: [],
    leftBehind: ['?]0;x?: its name has characters that are not safe'],
  },
  {
    name: 'a name that reads backwards',
    code: 'touch("report\\u202egpj.exe")',
    files: [],
    leftBehind: ['report?gpj.exe: its name has characters that are not safe'],
  },
  {
    name: 'a name with a line separator',
    code: 'touch("a\\u2028b")',
    files: [],
    leftBehind: ['a?b: its name has characters that are not safe'],
  },
  {
    name: 'a name with bytes that are not text',
    code: 'touch(b"\\xff\\xfe")',
    files: [],
    leftBehind: ['\ufffd\ufffd: its name has characters that are not safe'],
  },
  {
    name: 'a name that climbs on another system',
    code: 'touch("..\\\\..\\\\x")',
    files: [],
    leftBehind: ['..\\..\\x: its name has characters that are not safe'],
  },
  {
    name: 'a name of 250 bytes',
    code: 'touch("n" * 250)',
    files: [],
    leftBehind: [`${'n'.repeat(100)}: its name is too long`],
  },
  {
    name: 'a name of 85 characters that takes 255 bytes',
    code: 'touch("\u540d" * 85)',
    files: [],
    leftBehind: [`${'\u540d'.repeat(85)}: its name is too long`],
  },
  {
    name: 'names that look like options, dots and prototypes',
    code: 'for name in ("-rf", "...", "__proto__", "constructor"): touch(name)',
    files: ['-rf', '...', '__proto__', 'constructor'],
    leftBehind: [],
  },
  {
    name: 'folders deeper than anybody would look',
    code: 'os.makedirs("d/" * 12)\ntouch("d/" * 12 + "x")',
    files: [],
    leftBehind: ['d/d/d/d/d/d/d/d: more than 8 folders deep'],
  },
  {
    name: 'files that pretend to be modules',
    code: 'for name in ("pandas.py", "sitecustomize.py", "x.pth"): touch(name)\nimport csv',
    files: ['pandas.py', 'sitecustomize.py', 'x.pth'],
    leftBehind: [],
  },
];

const prelude = `import os, socket
def touch(name):
    with open(name, "w") as file: file.write("x")
def attempt(act, *arguments):
    try: act(*arguments)
    except OSError: print("refused")
`;

/** Announces the end of the program to the supervisor and goes on. */
const announceEnd = `import json, os, struct, threading, time
def announce_end():
    word = json.dumps({"type": "outcome", "exception": None, "exitCode": 0, "cpuSeconds": 0, "peakBytes": 0}).encode()
    os.close(1); os.close(2)
    for fd in range(3, 64):
        try: os.write(fd, struct.pack(">I", len(word)) + word)
        except OSError: pass
`;

function names(run: FinishedRun): string[] {
  return run.files.map((file) => file.name);
}

describe('a program that leaves', () => {
  it.each(plants)('$name gains nothing', async ({ code, files, leftBehind }) => {
    const run = await runInSandbox(prelude + code);
    expect(run.stderr).toBe('');
    expect(names(run)).toEqual(files);
    expect(run.leftBehind).toEqual(run.stdout === 'refused\n' ? [] : leftBehind);
  });

  it.each(plants.slice(0, 4))('$name would gain nothing even if it could be made', async (plant) => {
    const run = await runInSandbox(prelude + plant.code, { tier: 'limits' });
    expect(run).toMatchObject({ stdout: '', files: [], leftBehind: plant.leftBehind });
  });

  it.each(plants.slice(0, 4))('$name cannot even be made in tier B', async ({ code }) => {
    const run = await runInSandbox(prelude + code, { tier: 'B' });
    expect(run).toMatchObject({ stdout: 'refused\n', files: [], leftBehind: [] });
  });

  it('a file nobody may read loses only that file', async () => {
    const run = await runInSandbox('import os\nfor n in "ab": open(n, "w").write("x")\nos.chmod("a", 0)');
    expect(names(run)).toContain('b');
  });

  it('a file as large as a sparse file can be stays below the cap', async () => {
    const run = await runInSandbox('for n in range(4): open(str(n), "wb").truncate(3 << 20)', {
      limits: { diskMiB: 4 },
    });
    expect(names(run)).toEqual(['0']);
    expect(run.leftBehind).toHaveLength(3);
  });
});

describe('a program that goes on while its files are collected', () => {
  it('cannot make the copies larger than the cap by letting files grow', async () => {
    const code = `${announceEnd}
files = [open(f"{n:02}", "wb") for n in range(40)]
def flip():
    while True:
        for file in files: file.truncate(4 << 20)
        for file in files: file.truncate(0)
threading.Thread(target=flip, daemon=True).start()
announce_end()
time.sleep(60)`;
    const run = await runInSandbox(code, { limits: { diskMiB: 4, timeoutSeconds: 3 } });
    const total = run.files.reduce((sum, file) => sum + file.bytes, 0);
    expect(total).toBeLessThanOrEqual(4 << 20);
    // Of 40 files, as many as fit are kept, and up to 20 of the others are named.
    expect(run.files.length + run.leftBehind.length).toBeGreaterThanOrEqual(20);
    for (const file of run.files) expect(run.contents[file.name]?.length).toBe(file.bytes);
  });

  it('cannot lead the collector astray by moving folders under its feet', async () => {
    const code = `${announceEnd}
for n in range(30): os.makedirs(f"a/{n}")
os.makedirs("b")
def swap():
    while True:
        for pair in (("a", "b/a"), ("b/a", "a")):
            try: os.rename(*pair)
            except OSError: pass
threading.Thread(target=swap, daemon=True).start()
announce_end()
time.sleep(60)`;
    const run = await runInSandbox(code, { limits: { timeoutSeconds: 3 } });
    expect(run).toMatchObject({ status: 'finished', files: [] });
  });

  it('is gone when its run has ended', async () => {
    const code = `${announceEnd}
announce_end()
time.sleep(60)`;
    const run = await runInSandbox(code, { tier: 'B' });
    expect(run.status).toBe('finished');
    const next = await runInSandbox('print("up")', { tier: 'B' });
    expect(next.stdout).toBe('up\n');
  });
});
