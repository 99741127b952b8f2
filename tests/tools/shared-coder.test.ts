import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { descendantsOf } from '../helpers/processes.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'shared-coder-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Uses one door for each line it reads, and says how that ended. Both doors run what is served best with pandas imported, which takes one interpreter. */
const program = `
import { createInterface } from 'node:readline';
import { createExecutePythonTool, pythonCoderTool } from ${JSON.stringify(path.join(packageRoot, 'dist/index.js'))};
const question = 'What is the average salary by department?';
const files = [${JSON.stringify(path.join(packageRoot, 'data/samples/employees.csv'))}];
const doors = {
  function: () => pythonCoderTool.executeCodeTask(question, { files }),
  tool: async () => (await createExecutePythonTool().call({ code: 'import pandas\\nprint(6 * 7)' })).result,
};
for await (const line of createInterface(process.stdin)) console.log((await doors[line]()).status);
process.exit();
`;

/** A program with folders of its own, whose words for a door are answered. */
function startUser() {
  const inFolder = (name: string) => path.join(folder, name);
  const user = execa(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: folder,
    env: {
      XDG_CONFIG_HOME: inFolder('config'),
      XDG_STATE_HOME: inFolder('state'),
      OPENAI_API_KEY: '',
      OPENAI_BASE_URL: '',
      PYTHON_CODE_APPROVAL: 'never',
    },
  });
  const answers = createInterface(user.stdout);
  const use = async (door: string): Promise<string> => {
    user.stdin.write(`${door}\n`);
    const [answer] = await once(answers, 'line');
    return answer;
  };
  return { user, use };
}

describe.runIf(process.platform === 'linux')('a program that brings no coder', () => {
  it('gets one interpreter for the function and for every tool', async () => {
    const { user, use } = startUser();
    const interpreters = () => descendantsOf(user.pid as number).filter(({ parent }) => parent === user.pid);
    expect(await use('function')).toBe('succeeded');
    const first = interpreters();
    expect(first).toHaveLength(1);
    expect(await use('tool')).toBe('succeeded');
    expect(await use('tool')).toBe('succeeded');
    expect(interpreters().map(({ pid }) => pid)).toEqual(first.map(({ pid }) => pid));
    user.stdin.end();
    await user;
  });
});
