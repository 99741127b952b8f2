import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scriptedModel } from '../../src/llm/scripted-model.ts';
import { descendantsOf, kill } from '../helpers/processes.ts';
import { program, type TestCoder, testCoder } from '../helpers/test-coder.ts';

const answer = 'print(6 * 7)';
const waits = 'print("up", flush=True)\nimport time\ntime.sleep(60)';
const holds = `data = b"x" * (300 << 20)\n${waits}`;
let test: TestCoder;
let code = answer;

beforeAll(async () => {
  const replies = Array.from({ length: 100 }, () => () => program(code));
  test = await testCoder(scriptedModel(replies), {
    cache: false,
    maxIterations: 1,
    maxMemoryMiB: 2_048,
    model: { review: 'never' },
  });
  await run(answer);
});
afterAll(() => test[Symbol.asyncDispose]());

/** Runs one task; `onUp` is called once its program has printed. */
async function run(text: string, onUp: () => void = () => undefined) {
  code = text;
  const result = await test.coder.executeCodeTask('Do it.', {
    onEvent: (event) => {
      if (event.type === 'output') onUp();
    },
  });
  expect(test.taskFolders()).toEqual([]);
  return result;
}

/** Kills this process's interpreters and what they forked. */
function killInterpreters(): void {
  for (const { pid } of descendantsOf(process.pid)) kill(pid);
}

describe.runIf(process.platform === 'linux')('a task', () => {
  it('whose zygote is killed while its program runs is lost, which is no failure of the program, and the next one works', async () => {
    const result = await run(waits, killInterpreters);
    expect(result).toMatchObject({
      success: false,
      status: 'lost',
      error: expect.stringContaining('Run it again'),
      run: null,
      code: expect.stringContaining('sleep'),
    });
    expect(test.auditRecords().at(-1)).toMatchObject({ status: 'lost' });
    expect(await run(answer)).toMatchObject({ status: 'succeeded', output: '42\n' });
  });

  it('whose waiting processes were all killed before it came runs in new ones', async () => {
    await run(answer);
    killInterpreters();
    expect(await run(answer)).toMatchObject({ status: 'succeeded', output: '42\n' });
  });

  it('whose execution folder is removed while its program runs is answered, and the next one works', async () => {
    code = `print("up", flush=True)\nopen("x.csv", "w").write("a")`;
    const folderGone = await test.coder.executeCodeTask('Do it.', {
      onEvent: (event) => {
        if (event.type === 'output') rmSync(test.executionDir, { recursive: true, force: true });
      },
    });
    expect(folderGone).toMatchObject({ status: 'succeeded', output: 'up\n', artifacts: [{ name: 'x.csv' }] });
    expect(await run(answer)).toMatchObject({ status: 'succeeded', output: '42\n' });
  });

  it('whose own process is killed from outside says by which signal', async () => {
    let killed = 0;
    const result = await run(holds, () => {
      for (const { pid } of descendantsOf(process.pid).filter(({ residentMiB }) => residentMiB > 300)) {
        kill(pid);
        killed += 1;
      }
    });
    expect(killed).toBe(1);
    expect(result).toMatchObject({ status: 'failed', run: { signal: 'SIGKILL' } });
    expect(await run(answer)).toMatchObject({ status: 'succeeded' });
  });
});
