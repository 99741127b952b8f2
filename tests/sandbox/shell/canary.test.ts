import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/config/package-root.ts';
import type { Canary, LayerName } from '../../../src/contracts/isolation.ts';
import { sendCanary } from '../../../src/sandbox/pool/send-canary.ts';
import { Zygote } from '../../../src/sandbox/pool/zygote.ts';
import type { ZygoteOptions } from '../../../src/sandbox/pool/zygote-options.ts';
import { requiredLayers } from '../../../src/sandbox/required-layers.ts';
import { testEnvironment } from '../../helpers/python-environment.ts';

type Operation = NonNullable<Canary['operations']>[number];

/** What the canary of a new interpreter for shells reports. */
async function canaryOf(options: Partial<ZygoteOptions> = {}) {
  const place = { environment: await testEnvironment(), readonly: [path.join(packageRoot, 'src/python')] };
  const kind = { tier: 'A', profile: 'shell', fixedHashes: false } as const;
  await using zygote = await Zygote.start({ ...kind, ...place, ...options }, sendCanary);
  await zygote.ready;
  return zygote.canary as Canary & { operations: Operation[] };
}

function namesIn(operations: Operation[], layer: LayerName): string[] {
  return operations
    .filter((one) => one.layer === layer)
    .map(({ name }) => name)
    .filter((name) => !name.endsWith('a library')); // which its mode may protect already
}

describe('the canary of an interpreter for shells', () => {
  it('tries operations that each layer must refuse, and each is refused', async () => {
    const { tried, refused, operations } = await canaryOf();
    expect(refused).toBe(tried);
    expect(tried).toBeGreaterThanOrEqual(60);
    expect(new Set(operations.map(({ layer }) => layer))).toEqual(new Set(requiredLayers.A));
    const names = operations.map(({ name }) => name);
    expect(new Set(names).size).toBe(tried);
    expect(names).toEqual(expect.arrayContaining(['execute a file of its own', 'make a pair of sockets']));
    expect(names).not.toContain('start a process');
  });

  it('sees that seccomp is missing by what it must refuse', async () => {
    const whole = await canaryOf();
    const weak = await canaryOf({ without: 'seccomp' });
    const changed = weak.operations.filter(({ answer }, at) => answer !== whole.operations[at]?.answer);
    expect(namesIn(changed, 'seccomp')).toEqual(namesIn(whole.operations, 'seccomp'));
    expect(weak.refused).toBeLessThan(weak.tried);
  });

  it('sees that Landlock is missing by what it must refuse', async () => {
    const whole = await canaryOf();
    const weak = await canaryOf({ without: 'landlock' });
    const changed = weak.operations.filter(({ answer }, at) => answer !== whole.operations[at]?.answer);
    // Of files that are no programs of the system, mounts and modes refuse some too.
    expect(namesIn(changed, 'landlock')).toEqual(
      namesIn(whole.operations, 'landlock').filter((name) => !name.startsWith('execute')),
    );
  });

  it('is not even started in tier B', async () => {
    await expect(canaryOf({ tier: 'B' })).rejects.toMatchObject({
      code: 'isolation-missing',
      message: expect.stringContaining('shell programs run in tier A only'),
    });
  });
});
