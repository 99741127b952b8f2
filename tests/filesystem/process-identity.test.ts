import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { fateOf, ownIdentity } from '../../src/filesystem/process-identity.ts';

it('knows a living process by its number and its start, and nothing of other hosts and containers', () => {
  const own = ownIdentity();
  expect(fateOf(own)).toBe('alive');
  expect(fateOf({ ...own, started: null })).toBe('alive');
  for (const elsewhere of [{ host: 'x' }, { boot: 'x' }, { pidSpace: 'x' }])
    expect(fateOf({ ...own, ...elsewhere })).toBe('unknown');
  expect(fateOf({ ...own, pid: spawnSync('true').pid })).toBe('dead');
});

it.runIf(process.platform === 'linux')('is not misled by a number that was given out again', () => {
  const own = ownIdentity();
  expect(own.started).toMatch(/^\d+$/);
  expect(fateOf({ ...own, started: '1' })).toBe('dead');
});
