import { describe, expect, it } from 'vitest';
import { runInSandbox, type SandboxRun } from '../../helpers/sandbox.ts';

const shell = (code: string, options: SandboxRun = {}) =>
  runInSandbox(code, { language: 'shell', ...options });

const sales = 'region,amount\nnorth,10\nsouth,5\nnorth,7\n';

/** Scripts as people and models write them, and what they print. */
const scripts: { does: string; code: string; stdout: string; inputs?: Record<string, string> }[] = [
  {
    does: 'adds up a column by group',
    code: `awk -F, 'NR > 1 { sum[$1] += $2 } END { for (r in sum) print r, sum[r] }' sales.csv | sort`,
    inputs: { 'sales.csv': sales },
    stdout: 'north 17\nsouth 5\n',
  },
  {
    does: 'ranks the words of a text',
    code: `tr -cs '[:alpha:]' '\\n' < text.txt | tr '[:upper:]' '[:lower:]' | sort | uniq -c | sort -rn | head -n 1 | awk '{ print $2, $1 }'`,
    inputs: { 'text.txt': 'The cat and the dog and the bird' },
    stdout: 'the 3\n',
  },
  {
    does: 'stops at the first of many lines',
    code: 'yes | head -n 2; seq 1000000 | sed 3q | tail -n 1',
    stdout: 'y\ny\n3\n',
  },
  {
    does: 'packs a folder and unpacks it elsewhere',
    code: 'mkdir -p a/b; echo deep > a/b/c; tar czf a.tgz a; mkdir out; tar xzf a.tgz -C out; cat out/a/b/c',
    stdout: 'deep\n',
  },
  {
    does: 'compresses and looks inside',
    code: 'seq 3 > n; gzip -k n; gunzip -c n.gz | wc -l | tr -d " "',
    stdout: '3\n',
  },
  {
    does: 'finds files with blanks in their names and works on them in parallel',
    code: 'touch "a b.log" "c d.log"; find . -name "*.log" -print0 | xargs -0 -P 2 -n 1 basename | sort',
    stdout: 'a b.log\nc d.log\n',
  },
  {
    does: 'edits a file in place and copies it with its times',
    code: 'printf "old\\n" > f; sed -i s/old/new/ f; touch -d 2020-02-03 f; cp -p f g; mv g "$TMPDIR/g"; mv "$TMPDIR/g" h; cat h; date -r h +%F',
    stdout: 'new\n2020-02-03\n',
  },
  {
    does: 'writes with a here-document and computes',
    code: 'name=you; cat <<EOF\nhello $name, $((6 * 7))\nEOF\ncat <<"EOF"\n$name\nEOF',
    stdout: 'hello you, 42\n$name\n',
  },
  {
    does: 'has functions, options, loops and traps',
    code: 'trap "echo bye" EXIT\nset -eu\nf() { while getopts n: o; do echo "$o=$OPTARG"; done; }\nf -n 3\nfor f in b a; do echo "$f"; done | sort\ncase abc in a*) echo starts;; esac',
    stdout: 'n=3\na\nb\nstarts\nbye\n',
  },
  {
    does: 'runs things in the background and waits for them',
    code: 'for i in 1 2 3; do (echo "$i" > "$i.txt") & done; wait; cat 1.txt 2.txt 3.txt',
    stdout: '1\n2\n3\n',
  },
  {
    does: 'gives up on what takes too long',
    code: 'timeout 1 sleep 50 || echo "gave up with $?"',
    stdout: 'gave up with 124\n',
  },
  {
    does: 'links files and talks through a pipe',
    code: 'echo x > a; ln -s a b; ln a c; cat b c; mkfifo p; echo through > p & cat p',
    stdout: 'x\nx\nthrough\n',
  },
  {
    does: 'runs a script that it has written',
    code: 'printf "echo from %s" there > part.sh; sh part.sh',
    stdout: 'from there\n',
  },
  {
    does: 'finds zeroes and randomness, and loses what it does not want',
    code: 'head -c 4 /dev/zero | od -An -tx1 | tr -d " "; head -c 100 /dev/urandom | wc -c | tr -d " "; echo gone > /dev/null',
    stdout: '00000000\n100\n',
  },
  {
    does: 'has nothing on its standard input',
    code: 'if read -r line; then echo "$line"; else echo nothing; fi; wc -c | tr -d " "',
    stdout: 'nothing\n0\n',
  },
  {
    does: 'works with names and texts of all languages',
    code: 'for f in *.txt; do echo "$f"; cat "$f"; done; echo "ß → 語"',
    inputs: { 'größe – 大小.txt': 'naïve\n' },
    stdout: 'größe – 大小.txt\nnaïve\nß → 語\n',
  },
];

describe('a script that', () => {
  it.each(scripts)('$does', async ({ code, inputs, stdout }) => {
    const run = await shell(code, inputs ? { inputs } : {});
    expect(run).toMatchObject({ status: 'finished', reason: null, exitCode: 0, stderr: '', stdout });
  });

  it('is longer than an argument may be', async () => {
    const run = await shell(`${': a comment of some length\n'.repeat(20_000)}echo end`);
    expect(run.stdout).toBe('end\n');
  });
});

describe('a run of a script', () => {
  it('leaves what it wrote and changed as files, and neither inputs it kept nor the script', async () => {
    const run = await shell('mkdir out; sort kept.txt > out/sorted.txt; echo more >> changed.txt', {
      inputs: { 'kept.txt': 'b\na\n', 'changed.txt': 'some\n' },
    });
    expect(run.files.map(({ name }) => name)).toEqual(['changed.txt', 'out/sorted.txt']);
    expect(run.contents['changed.txt']?.toString()).toBe('some\nmore\n');
    expect(run).toMatchObject({ leftBehind: [], removedInputs: [], answer: null, exception: null });
  });

  it.each([
    ['exit 3', 3, ''],
    ['false', 1, ''],
    ['nowhere-to-be-found', 127, 'nowhere-to-be-found'],
    ['kill -TERM $$', 143, ''],
    ['set -e\nfalse\necho not reached', 1, ''],
  ])('that fails by `%s` says its exit code', async (code, exitCode, stderr) => {
    const run = await shell(code);
    expect(run).toMatchObject({
      status: 'failed',
      reason: `It ended with exit code ${exitCode}.`,
      exitCode,
      signal: null,
      stdout: '',
    });
    expect(run.stderr).toContain(stderr);
  });

  it('keeps the two streams apart and shows them as they come', async () => {
    const seen: string[] = [];
    const run = await shell('echo out; echo problem >&2', {
      onOutput: ({ stream, text }) => seen.push(`${stream}: ${text}`),
    });
    expect(run).toMatchObject({ stdout: 'out\n', stderr: 'problem\n' });
    expect(seen.sort()).toEqual(['stderr: problem\n', 'stdout: out\n']);
  });

  it('has a fixed environment, its folder as home and nothing of ours', async () => {
    const run = await shell('env | sort; pwd; echo ~; id -un; hostname');
    expect(run.stdout).toBe(
      'HOME=/box\nLANG=C.UTF-8\nPATH=/usr/bin:/bin\nPWD=/box\nTMPDIR=/scratch\n/box\n/box\nsandbox\nsandbox\n',
    );
  });

  it('attests the layers of tier A and what its canary proved', async () => {
    const { isolation } = await shell('true');
    expect(isolation).toMatchObject({ tier: 'A', canary: { tried: expect.any(Number) } });
    for (const layer of [
      'namespaces',
      'filesystem',
      'landlock',
      'seccomp',
      'capabilities',
      'rlimits',
    ] as const)
      expect(isolation.layers[layer]?.active).toBe(true);
    expect(isolation.canary?.refused).toBe(isolation.canary?.tried);
    expect(isolation.layers.rlimits?.detail).toContain('NPROC 64');
  });

  it('answers a question by a file', async () => {
    const run = await shell('tr a-z A-Z < .own/question > .own/answer', {
      exchange: {
        question: { name: '.own/question', text: 'loud' },
        answer: { name: '.own/answer', maxBytes: 100 },
      },
    });
    expect(run).toMatchObject({ answer: { bytes: 4, text: 'LOUD' }, files: [] });
  });

  it('knows nothing of the one before', async () => {
    await shell('echo kept > left; echo kept > "$TMPDIR/left"');
    expect((await shell('find . "$TMPDIR" -type f')).stdout).toBe('/scratch/script.sh\n');
  });
});
