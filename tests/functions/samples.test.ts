import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../src/config/package-root.ts';
import { testFunctions } from '../helpers/test-functions.ts';

const config = path.join(packageRoot, 'examples/functions/functions.yaml');

interface Example {
  arguments: Record<string, unknown>;
  files?: string[];
  result?: unknown;
  /** Name of an exception. */
  raises?: string;
}

interface Declared {
  name: string;
  examples?: Example[];
}

const declared: Declared[] = parse(readFileSync(config, 'utf8')).functions.python_functions;
const examples = declared.flatMap(({ name, examples = [] }) => examples.map((one) => ({ name, ...one })));

describe('the sample functions', () => {
  const functions = testFunctions({ config, env: { OPEN_EXCHANGE_RATES_ID: 'the-secret' } });
  afterAll(() => functions[Symbol.asyncDispose]());

  it('have nothing that could be found without running them', async () => {
    const { ok, findings, functions: count } = await functions.validate();
    expect({ ok, findings, count }).toEqual({ ok: true, findings: [], count: declared.length });
  });

  it('are each described, with every parameter explained by its docstring', async () => {
    const listed = await functions.list();
    expect(listed.map(({ name }) => name)).toEqual(declared.map(({ name }) => name));
    for (const { name, description, parameters } of listed) {
      expect(description, name).toMatch(/^[A-Z].+\.$/m);
      const properties = Object.entries(parameters.properties as Record<string, { description?: string }>);
      const unexplained = properties.filter(([, schema]) => schema.description === undefined);
      expect([name, unexplained]).toEqual([name, []]);
    }
  });

  it.each(examples)('$name gives what its example says', async ({ name, ...example }) => {
    const files = example.files?.map((file) => path.join(path.dirname(config), file));
    const call = await functions.call(name, example.arguments, { files });
    expect({ result: call.result, raises: call.error?.type }).toEqual({
      result: example.result ?? null,
      raises: example.raises,
    });
  });

  it('leave a picture behind', async () => {
    const outputDir = await mkdtemp(path.join(os.tmpdir(), 'functions-'));
    try {
      const { artifacts } = await functions.call('plot_sales', { sales: { May: 3 } }, { outputDir });
      expect(artifacts.map(({ name }) => name)).toEqual(['sales.png']);
      expect((await readFile(path.join(outputDir, 'sales.png'))).subarray(1, 4).toString()).toBe('PNG');
    } finally {
      await rm(outputDir, { recursive: true });
    }
  });

  it('hand a state on from one to the next', async () => {
    const row = (id: number, date: string) => ({ id, date, product: 'Assam', price: 10, currency: 'EUR' });
    const given = { raw_orders: [row(1, '2026-01-30'), row(2, '2026-01-31')] };
    const { state: cleaned } = await functions.callWithState('clean_orders', given);
    const { call } = await functions.callWithState('monthly_sales', cleaned);
    expect(call.result).toEqual([{ month: '2026-01', orders: 2, revenue: 20 }]);
  });

  it('reach the network only where the calling program allows it, and show no secret in the schema', async () => {
    const { parameters } = await functions.schema('exchange_rate');
    expect(Object.keys(parameters.properties as object)).toEqual(['currency']);
    const call = await functions.call('exchange_rate', { currency: 'EUR' });
    expect(call).toMatchObject({ status: 'failed', error: { type: 'ConnectionError' } });
    expect(call.attempts).toHaveLength(3);
    expect(JSON.stringify(call)).toContain('--allow-network');
    expect(JSON.stringify(call)).not.toContain('the-secret');
  });
});
