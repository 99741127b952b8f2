import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../../src/contracts/python-coder.ts';
import { cli, healthy } from './scripted-cli.ts';

const { isolation } = healthy.isolation as Extract<Diagnosis['isolation'], { found: true }>;
const operations = [
  { name: 'mount a file system', layer: 'seccomp', answer: 'EPERM' },
  { name: 'list the root folder', layer: 'landlock', answer: 'EACCES' },
] as const;
const diagnosis: Diagnosis = {
  ...healthy,
  isolation: {
    found: true,
    minimumTier: 'B',
    isolation: { ...isolation, canary: { tried: 2, refused: 2, operations: [...operations] } },
  },
};
const summary = '                      canary        on   2 forbidden operations tried, 2 refused';

describe('doctor on a host whose canary came back', () => {
  it('says in one line how much was tried and refused', async () => {
    const { stdout } = await cli(['doctor'], { diagnosis });
    expect(stdout.split('\n')).toContain(summary);
    expect(stdout).not.toContain('mount a file system');
  });

  it('lists each operation, the layer that refused it and the answer when asked for more', async () => {
    const { stdout } = await cli(['doctor', '--verbose'], { diagnosis });
    const lines = stdout.split('\n');
    expect(lines.slice(lines.indexOf(summary))).toEqual([
      summary,
      '                      mount a file system   seccomp   EPERM',
      '                      list the root folder  landlock  EACCES',
      '',
    ]);
  });

  it('holds the list in its one object', async () => {
    const { stdout } = await cli(['doctor', '--json'], { diagnosis });
    expect(JSON.parse(stdout).isolation.isolation.canary.operations).toEqual(operations);
  });
});
