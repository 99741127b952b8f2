import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadWorkflow } from '../../../src/agents/workflow/load-workflow.ts';
import { packageRoot } from '../../../src/config/package-root.ts';
import { blocks, readDocument } from '../../helpers/documents.ts';

const examples = path.join(packageRoot, 'examples/workflows');
const data = (name: string) => JSON.parse(readFileSync(path.join(examples, 'data', name), 'utf8'));

describe('the page on workflows', () => {
  it('shows the example of orders as it is', () => {
    const shown = blocks('yaml', [readDocument('docs/workflows.md')]);
    expect(shown).toEqual([readFileSync(path.join(examples, 'orders.yaml'), 'utf8')]);
  });
});

/** Functions that run in Python, in the sandbox. */
describe('the example', () => {
  it('of orders sorts a day by what it is worth, and goes on when nothing can be added up', async () => {
    await using workflow = await loadWorkflow(path.join(examples, 'orders.yaml'));
    const large = await workflow.run(data('orders.json'));
    expect(large).toMatchObject({
      status: 'succeeded',
      state: { total: 123.9, limit: 100, message: 'needs a review: 123.90' },
    });
    const small = await workflow.run({ ...data('orders.json'), limit: 1_000 });
    expect(small.state.message).toBe('accepted: 123.90');
    const none = await workflow.run({ raw_orders: [] });
    expect(none).toMatchObject({
      status: 'succeeded',
      state: { message: 'nothing to do: 0.00', error: { type: 'ValueError', status: 'failed' } },
      nodes: { add_up: { status: 'failed' } },
    });
    const wrong = await workflow.run({ raw_orders: [3] });
    expect(wrong).toMatchObject({
      status: 'failed',
      failure: {
        node: 'clean',
        call: { status: 'arguments-invalid', error: { problems: [{ path: 'orders[0]' }] } },
      },
    });
  });

  it('of a text loops until it is short, then looks at it in two ways at once', async () => {
    await using workflow = await loadWorkflow(path.join(examples, 'text.yaml'));
    expect(await workflow.run(data('text.json'))).toMatchObject({
      status: 'succeeded',
      state: { words: 12, summary: '12 words about gardens, grown, need' },
    });
  });

  it('is stopped by an abort while a function runs', async () => {
    await using workflow = await loadWorkflow(path.join(examples, 'orders.yaml'));
    const abort = new AbortController();
    const run = workflow.run(data('orders.json'), {
      signal: abort.signal,
      onEvent: ({ type }) => type === 'node-started' && abort.abort(),
    });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  });
});
