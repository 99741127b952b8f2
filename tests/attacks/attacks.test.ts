import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Arena } from './arena.ts';
import { attacksOnFiles } from './attacks-on-files.ts';
import { attacksOnProcesses } from './attacks-on-processes.ts';
import { attacksOverTheNetwork } from './attacks-over-the-network.ts';

const canBeRoot = process.getuid?.() === 0 || process.env.REQUIRE_ALL === '1';
const held = { claims: 'HELD', damage: [] };
let arena: Arena;

beforeAll(async () => {
  arena = await Arena.open();
});

afterAll(async () => {
  await arena[Symbol.asyncDispose]();
});

describe.each([
  ['files', attacksOnFiles],
  ['the network', attacksOverTheNetwork],
  ['processes', attacksOnProcesses],
])('a program attacking %s', (_, attacks) => {
  it.each(attacks)('is held in tier A: $name', async (one) => {
    expect(await arena.attack(one, { tier: 'A' })).toEqual(held);
  });

  it.each(attacks.filter((one) => !one.onlyTierA))('is held in tier B: $name', async (one) => {
    expect(await arena.attack(one, { tier: 'B' })).toEqual(held);
  });

  it.for(attacks)('succeeds without its layer: $name', async (one, { skip }) => {
    skip(one.needsRoot === true && !canBeRoot, 'only root can do this');
    const { claims, damage } = await arena.attack(one);
    if (one.outside) await expect.poll(() => arena.damage()).toContain(one.outside);
    else expect({ claims, damage }).toEqual({ claims: 'BREACHED', damage: [] });
  });
});
