import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import type { Canary, LayerName } from '../../src/contracts/isolation.ts';
import { checkAttestation } from '../../src/sandbox/check-attestation.ts';
import { ForkedProcess } from '../../src/sandbox/pool/forked-process.ts';
import { judgeCanary, sendCanary } from '../../src/sandbox/pool/send-canary.ts';
import { Zygote } from '../../src/sandbox/pool/zygote.ts';
import type { ZygoteOptions } from '../../src/sandbox/pool/zygote-options.ts';
import { requiredLayers } from '../../src/sandbox/required-layers.ts';
import { testEnvironment } from '../helpers/python-environment.ts';

type Operation = NonNullable<Canary['operations']>[number];
type FullCanary = Canary & { operations: Operation[] };

const tiers = ['A', 'B'] as const;
const isRoot = process.getuid?.() === 0;

type Choice = Pick<ZygoteOptions, 'tier' | 'without'>;

async function newZygote(options: Choice): Promise<Zygote> {
  const place = { environment: await testEnvironment(), readonly: [path.join(packageRoot, 'src/python')] };
  return Zygote.start({ profile: 'standard', fixedHashes: false, ...place, ...options }, sendCanary);
}

/** What the canary of a new interpreter reports. */
async function canaryOf(options: Choice): Promise<FullCanary> {
  await using zygote = await newZygote(options);
  await zygote.ready;
  return zygote.canary as FullCanary;
}

function namesIn(operations: Operation[], layer: LayerName): string[] {
  return operations.filter((one) => one.layer === layer).map(({ name }) => name);
}

/** Without what is done to a library: it belongs to root as a rule, and its mode already refuses everybody else. */
function sure(names: string[]): string[] {
  return names.filter((name) => !name.endsWith('a library'));
}

/** Everything the table holds for one tier, tried by a process that nothing restricts. */
async function triedUnprotected(tier: 'A' | 'B') {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'canary-test-'));
  try {
    await writeFile(path.join(folder, 'canary'), 'bait');
    const program = `import json, os, resource, sys
sys.path.insert(0, sys.argv[1])
from isolation import canary
resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
scene = canary.Scene(os.getcwd(), os.path.abspath("canary"), os.getppid())
print(json.dumps(canary.attempt_all(sys.argv[2], scene), default=vars))`;
    const { python } = await testEnvironment();
    const modules = path.join(packageRoot, 'src/python');
    const { stdout } = await execa(python, ['-I', '-B', '-c', program, modules, tier], { cwd: folder });
    return JSON.parse(stdout) as (Operation & { refused: boolean })[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe.each(tiers)('the canary of an interpreter in tier %s', (tier) => {
  it('tries operations that each layer must refuse, and each is refused', async () => {
    const { tried, refused, operations } = await canaryOf({ tier });
    expect(refused).toBe(tried);
    expect(operations).toHaveLength(tried);
    expect(tried).toBeGreaterThanOrEqual(55);
    expect(new Set(operations.map(({ layer }) => layer))).toEqual(new Set(requiredLayers[tier]));
    expect(new Set(operations.map(({ name }) => name)).size).toBe(tried);
  });

  it('is what lets programs have processes at all', async () => {
    await using zygote = await newZygote({ tier });
    await zygote.ready;
    const { canary } = zygote;
    await using forked = await ForkedProcess.fork(zygote, { pretouch: false });
    expect(forked.isolation.canary).toEqual({ tried: canary?.tried, refused: canary?.tried });
    zygote.canary = null;
    await expect(ForkedProcess.fork(zygote, { pretouch: false })).rejects.toMatchObject({
      code: 'isolation-missing',
    });
  });

  it('tries nothing that is refused where no layer is', async () => {
    const attempts = await triedUnprotected(tier);
    const held = attempts.filter(({ refused }) => refused).map(({ name }) => name);
    expect(isRoot ? held : sure(held)).toEqual([]);
    expect(attempts.length).toBeGreaterThanOrEqual(55);
  });

  it.each(['seccomp', 'landlock'] as const)(
    'sees that %s is missing by what it must refuse',
    async (layer) => {
      const whole = await canaryOf({ tier });
      const weak = await canaryOf({ tier, without: layer });
      const changed = weak.operations.filter(
        ({ answer }, index) => answer !== whole.operations[index]?.answer,
      );
      const missed = namesIn(whole.operations, layer);
      expect(missed.length).toBeGreaterThan(1);
      expect(sure(namesIn(changed, layer))).toEqual(sure(missed));
      expect(weak.tried - weak.refused).toBeGreaterThanOrEqual(sure(missed).length);
    },
  );
});

describe('a canary', () => {
  const attempts = (tier: 'A' | 'B') =>
    Array.from({ length: 42 }, (_, index) => ({
      name: `operation ${index}`,
      layer: requiredLayers[tier][index % requiredLayers[tier].length] as LayerName,
      answer: 'EPERM',
      refused: true,
    }));
  const judge = (changed: object[], without?: LayerName) =>
    judgeCanary({ type: 'canary', attempts: changed }, { tier: 'B', without });

  it('is believed when all it tried was refused', () => {
    expect(judge(attempts('B'))).toMatchObject({ tried: 42, refused: 42 });
  });

  it('that could do something is named with the layer that let it, and the interpreter is refused', () => {
    const [first, ...rest] = attempts('B');
    const worked = { ...first, name: 'open a socket', layer: 'seccomp', answer: 'it worked', refused: false };
    expect(() => judge([worked, ...rest])).toThrow(
      expect.objectContaining({
        code: 'isolation-missing',
        message:
          'The canary found tier B not to hold on this host: "open a socket" was not refused by seccomp (it worked).',
      }),
    );
    expect(judge([worked, ...rest], 'seccomp')).toMatchObject({ tried: 42, refused: 41 });
    expect(() => judge([worked, ...rest], 'landlock')).toThrow('open a socket');
  });

  it('that could do a lot is named by its first five', () => {
    const all = attempts('B').map((one) => ({ ...one, refused: false }));
    expect(() => judge(all)).toThrow(/operation 4" was not refused by \w+ \(EPERM\); and 37 others\.$/);
  });

  it('that tried nothing of a layer proves nothing', () => {
    const onlySeccomp = attempts('B').map((one) => ({ ...one, layer: 'seccomp' }));
    expect(() => judge(onlySeccomp)).toThrow(
      'tried nothing that landlock or capabilities or rlimits refuses',
    );
  });

  it.each([
    ['nothing', null],
    ['no attempts', { type: 'canary', attempts: [] }],
    ['too few', { type: 'canary', attempts: attempts('B').slice(0, 29) }],
    ['too many', { type: 'canary', attempts: Array.from({ length: 5 }, () => attempts('B')).flat() }],
    [
      'a name without end',
      { type: 'canary', attempts: [...attempts('B'), { ...attempts('B')[0], name: 'x'.repeat(81) }] },
    ],
    [
      'an unknown layer',
      { type: 'canary', attempts: [...attempts('B'), { ...attempts('B')[0], layer: 'hope' }] },
    ],
    [
      'a refusal that is no boolean',
      { type: 'canary', attempts: [...attempts('B'), { ...attempts('B')[0], refused: 'yes' }] },
    ],
    ['the word of a program', { type: 'outcome', exitCode: 0, attempts: attempts('B') }],
  ])('that says %s is not believed', (_, frame) => {
    expect(() => judgeCanary(frame, { tier: 'B' })).toThrow(
      expect.objectContaining({ code: 'isolation-missing', message: expect.stringContaining('no report') }),
    );
  });
});

describe('an attestation', () => {
  const frame = (tier: 'A' | 'B' | 'limits') => ({
    type: 'locked',
    layers: Object.fromEntries(requiredLayers[tier].map((name) => [name, { active: true, detail: 'on' }])),
  });
  const canary: Canary = { tried: 60, refused: 60, operations: [] };

  it.each(tiers)('without a canary is not enough for tier %s, however complete its layers are', (tier) => {
    expect(() => checkAttestation(frame(tier), { tier, canary: null })).toThrow(
      expect.objectContaining({ code: 'isolation-missing', message: expect.stringContaining('canary') }),
    );
  });

  it.each(tiers)('of tier %s carries what the canary proved, without the list of operations', (tier) => {
    expect(checkAttestation(frame(tier), { tier, canary }).canary).toEqual({ tried: 60, refused: 60 });
  });

  it('takes no word of the process itself for a canary', () => {
    const boasting = { ...frame('A'), canary: { tried: 60, refused: 60 } };
    expect(() => checkAttestation(boasting, { tier: 'A', canary: null })).toThrow('No canary');
  });

  it('of resource limits alone needs none', () => {
    expect(checkAttestation(frame('limits'), { tier: 'limits', canary: null })).not.toHaveProperty('canary');
  });
});
