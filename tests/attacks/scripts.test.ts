import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Arena } from './arena.ts';
import { attacksByScripts } from './attacks-by-scripts.ts';

const isRoot = process.getuid?.() === 0;
const possible = attacksByScripts.filter(({ isRaw }) => !isRaw || process.arch === 'x64');
let arena: Arena;

beforeAll(async () => {
  arena = await Arena.open();
});
afterAll(() => arena[Symbol.asyncDispose]());

describe('a script that attacks', () => {
  it.each(possible)('is held: $name', async ({ code }) => {
    expect(await arena.attackByScript(code, {})).toEqual({ claims: 'HELD', damage: [] });
  });

  it.for(possible)('succeeds where nothing holds it: $name', async (one, { skip }) => {
    skip(one.needsRoot === true && !isRoot, 'only root can do this');
    const where = one.worksWithout ? { without: one.worksWithout } : 'host';
    const { claims, damage } = await arena.attackByScript(one.code, where);
    if (one.outside) await expect.poll(() => arena.damage()).toContain(one.outside);
    else expect({ claims, damage }).toEqual({ claims: 'BREACHED', damage: [] });
  });
});
