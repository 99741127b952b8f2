import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createPythonFunctions } from '../../../src/tools/create-python-functions.ts';
import { shopSignatures } from '../../helpers/shop-functions.ts';
import { correction, program } from '../../helpers/test-coder.ts';
import { watchedCoder } from './watched-coder.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const { replies, brief, output } = JSON.parse(
  readFileSync(here('../../recorded/shop-segments.json'), 'utf8'),
);
const files = [here('../../recorded/shop-orders.csv')];
const file = here('../../fixtures/functions/shop/orders.py');
const functions = createPythonFunctions({
  config: { functions: shopSignatures.map(({ name }) => ({ name, file, function: name })) },
});
afterAll(() => functions[Symbol.asyncDispose]());

describe('a program that a model wrote', () => {
  it('calls declared functions in its own process, and a replay calls them again', async () => {
    await using watched = watchedCoder([replies.generate]);
    const { query, context } = brief;
    const result = await watched.coder.executeCodeTask(query, { context, files, functions });
    expect(result).toMatchObject({ status: 'succeeded', iterations: 1, result: output });
    expect(await watched.coder.audit.replay(result.auditId)).toMatchObject({ verdict: 'identical' });
  });

  it('is corrected when a function it calls raises', async () => {
    const code = (currency: string) =>
      `from functions import exchange_rate\nprint(list(map(exchange_rate, ['EUR', '${currency}'])))`;
    await using watched = watchedCoder([program(code('XXX')), correction(code('USD'))]);
    const result = await watched.coder.executeCodeTask('What are the rates?', { functions });
    expect(result).toMatchObject({ status: 'succeeded', output: '[1.0, 0.92]\n', iterations: 2 });
    const [issue] = result.verificationHistory[0]?.issues ?? [];
    expect(issue).toMatchObject({ rule: 'run-failed', source: 'execution', line: 2 });
    expect(issue?.message).toContain("KeyError: 'XXX'");
  });
});

it('knows the signatures of declared functions as verification and prompts need them', async () => {
  const { signatures } = await functions.library();
  const known = signatures.map(({ name, parameters }) => ({ name, parameters }));
  expect(known).toEqual(shopSignatures.map(({ name, parameters }) => ({ name, parameters })));
  for (const { name, signature, summary } of signatures) {
    expect(signature.startsWith(`${name}(`)).toBe(true);
    expect(summary).not.toBe('');
  }
});
