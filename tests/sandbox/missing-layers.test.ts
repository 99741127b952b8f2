import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { CommandRoom } from '../helpers/cli.ts';
import { approval, program } from '../helpers/test-coder.ts';
import { without } from '../helpers/weak-host.ts';

const employees = path.join(packageRoot, 'data/samples/employees.csv');
const question = 'What is the average salary by department?';
const answers = [program('print(42)'), JSON.stringify(approval)];

describe.runIf(process.arch === 'x64')('a host', () => {
  it('that denies namespaces is in tier B, says why, and runs code a model wrote', async () => {
    await using room = await CommandRoom.open(answers);
    const through = await without('namespaces');
    const doctor = await room.ask(['doctor'], { through });
    expect(doctor.exitCode).toBe(0);
    expect(doctor.value.isolation.isolation).toMatchObject({
      tier: 'B',
      layers: {
        namespaces: { active: false, detail: expect.stringContaining('unshare') },
        landlock: { active: true },
        seccomp: { active: true },
      },
    });
    const run = await room.ask(['What is six times seven?'], { through });
    expect(run.value).toMatchObject({ status: 'succeeded', result: 42, run: { isolation: { tier: 'B' } } });
  });

  it.each([
    ['landlock', 'has no Landlock'],
    ['seccomp', 'seccomp: Invalid argument'],
  ] as const)('without %s refuses code a model wrote and says what is missing', async (layer, words) => {
    await using room = await CommandRoom.open(answers);
    const { value, exitCode } = await room.ask(['What is six times seven?'], {
      through: await without(layer),
    });
    expect(exitCode).toBe(4);
    expect(value).toMatchObject({ success: false, error: { code: 'isolation-missing' } });
    expect(value.error.message).toContain(words);
  });

  it.each(['landlock', 'seccomp'] as const)(
    'without %s still runs a built-in template, with a warning',
    async (layer) => {
      await using room = await CommandRoom.open();
      const env = { OPENAI_API_KEY: '', OPENAI_BASE_URL: '' };
      const options = { env, through: await without(layer) };
      const { value, exitCode } = await room.ask([question, '--file', employees], options);
      expect(exitCode).toBe(0);
      expect(value).toMatchObject({ status: 'succeeded', run: { isolation: { tier: 'limits' } } });
      expect(value.warnings.join()).toContain('resource limits alone');
    },
  );

  it('without a layer is not in order for doctor', async () => {
    await using room = await CommandRoom.open();
    const doctor = await room.ask(['doctor'], { through: await without('seccomp') });
    expect(doctor.exitCode).toBe(4);
    expect(doctor.value.isolation.isolation.tier).toBe('limits');
  });
});
