import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Issue } from '../../src/contracts/issue.ts';
import { scriptedModel } from '../../src/llm/scripted-model.ts';
import { program, type TestCoder, testCoder } from '../helpers/test-coder.ts';
import { Arena } from './arena.ts';
import { attacksOnFiles } from './attacks-on-files.ts';
import { attacksOnProcesses } from './attacks-on-processes.ts';
import { attacksOverTheNetwork } from './attacks-over-the-network.ts';
import { leftovers, planting } from './planted-leftovers.ts';
import { rawCallProgram, rawCalls } from './raw-calls.ts';

let arena: Arena;
let test: TestCoder;
/** What the model answers next. */
let reply = '';

beforeAll(async () => {
  arena = await Arena.open();
  const replies = Array.from({ length: 1_000 }, () => () => program(reply));
  test = await testCoder(scriptedModel(replies), {
    maxIterations: 1,
    model: { review: 'never' },
    cache: false,
  });
});

afterAll(async () => {
  await test[Symbol.asyncDispose]();
  await arena[Symbol.asyncDispose]();
});

/** Has the model answer with the attack and gives what came of it: whether it ran, what it claims, and what happened outside. */
async function attempt(code: string) {
  reply = await arena.program(code);
  const result = await test.coder.executeCodeTask('Analyse the data.');
  expect(result).not.toHaveProperty('reused');
  const { run, artifacts, output } = result;
  const claims = output.includes('BREACHED') ? 'BREACHED' : '';
  const isDenied = result.verificationHistory.some(({ issues }) => issues.some(isDenial));
  const verdict = result.status === 'rejected' && isDenied ? 'rejected' : 'runs';
  if (verdict === 'rejected') expect({ run, artifacts }).toEqual({ run: null, artifacts: [] });
  else expect(run?.isolation.tier).toBe('A');
  return { verdict, claims, damage: await arena.damage() };
}

/** A verdict on what the program would do, not on how it is written. */
function isDenial({ source, severity }: Issue): boolean {
  return source === 'policy' && severity === 'blocking';
}

const rejected = { verdict: 'rejected', claims: '', damage: [] };
const held = { ...rejected, verdict: 'runs' };

describe.each([
  ['files', attacksOnFiles],
  ['the network', attacksOverTheNetwork],
  ['processes', attacksOnProcesses],
])('an answer of the model that attacks %s', (_, attacks) => {
  it.each(attacks.filter((one) => !one.passesVerifier))('is rejected: $name', async ({ code }) => {
    expect(await attempt(code)).toEqual(rejected);
  });

  it.each(attacks.filter((one) => one.passesVerifier))('runs and is held: $name', async ({ code }) => {
    expect(await attempt(code)).toEqual(held);
  });
});

describe('an answer of the model that makes a raw system call', () => {
  it.each(rawCalls)('is rejected: $name', async (one) => {
    expect(await attempt(rawCallProgram([one]))).toEqual(rejected);
  });
});

describe('an answer of the model that plants something for the next program', () => {
  it.each(leftovers.filter((one) => !one.passesVerifier))('is rejected: $name', async (one) => {
    expect(await attempt(planting(one))).toEqual(rejected);
  });

  it.each(leftovers.filter((one) => one.passesVerifier))('runs: $name', async (one) => {
    expect(await attempt(planting(one))).toEqual(held);
  });
});
