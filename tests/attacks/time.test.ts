import { describe, expect, it } from 'vitest';
import { runInSandbox } from '../helpers/sandbox.ts';

/** Programs that never end by themselves, each by other means. */
const evasions = [
  { name: 'loops', code: 'while True: pass' },
  { name: 'loops in C', code: 'sum(iter(int, 1))' },
  { name: 'computes a big power', code: 'pow(7, 10**9)' },
  { name: 'backtracks in a regular expression', code: 'import re\nre.match("(a+)+b", "a" * 40)' },
  { name: 'sleeps', code: 'import time\ntime.sleep(600)' },
  { name: 'stops itself', code: 'import os, signal\nwhile True: os.kill(os.getpid(), signal.SIGSTOP)' },
  { name: 'waits for a signal', code: 'import signal\nsignal.pause()' },
  {
    name: 'ignores every signal',
    code: 'import signal, time\nfor n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError): pass\nwhile True: time.sleep(9)',
  },
  {
    name: 'catches every exception',
    code: 'import sys\nwhile True:\n    try: raise SystemExit\n    except BaseException: pass',
  },
  {
    name: 'waits for a thread',
    code: 'import threading\nthreading.Thread(target=threading.Event().wait).start()',
  },
  { name: 'loops when it exits', code: 'import atexit\n@atexit.register\ndef last():\n    while True: pass' },
  {
    name: 'deadlocks with itself',
    code: 'import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()',
  },
  { name: 'reads from a pipe nobody writes to', code: 'import os\nos.read(os.pipe()[0], 1)' },
  { name: 'closes its output and goes on', code: 'import os\nos.close(1); os.close(2)\nwhile True: pass' },
  {
    name: 'renders its exception for ever',
    code: 'class E(Exception):\n    def __str__(self):\n        while True: pass\nraise E',
  },
];

/** Announces its end, keeps its output open and goes on. */
const liar = `import json, os, struct, time
word = json.dumps({"type": "outcome", "exception": None, "exitCode": 0, "cpuSeconds": 0, "peakBytes": 0}).encode()
for fd in range(3, 64):
    try: os.write(fd, struct.pack(">I", len(word)) + word)
    except OSError: pass
time.sleep(600)`;

const timeoutSeconds = 0.4;

describe.each(['A', 'B'] as const)('in tier %s', (tier) => {
  it.concurrent.each(evasions)(
    'a program that $name is ended at the time limit, and not before',
    async ({ code }) => {
      const run = await runInSandbox(code, { tier, limits: { timeoutSeconds } });
      expect(run).toMatchObject({
        status: 'timed-out',
        reason: `It ran longer than ${timeoutSeconds} s and was stopped.`,
      });
      expect(run.wallMs).toBeGreaterThanOrEqual(timeoutSeconds * 1000 - 5);
    },
  );

  it('a program that only claims to have ended is ended at once', async () => {
    expect((await runInSandbox(liar, { tier, limits: { timeoutSeconds: 30 } })).status).toBe('finished');
  });

  it('a program that ends is not ended', async () => {
    expect((await runInSandbox('pass', { tier, limits: { timeoutSeconds } })).status).toBe('finished');
  });
});
