import { MemorySaver } from '@langchain/langgraph';
import { describe, expect, it } from 'vitest';
import type { WorkflowEvent } from '../../../src/agents/workflow/workflow-run.ts';
import type { Artifact } from '../../../src/contracts/code-task.ts';
import { type Body, Ending } from '../../helpers/registry-in-memory.ts';
import { broken, node, openShop } from './shop-workflow.ts';

const raw = [{ price: 40 }, null, { price: 70 }];
const line = [node('clean'), node('total')];

/** Cleans, adds up and branches on the sum. */
const branching = {
  nodes: [
    ...line,
    node('label', { id: 'large', parameters: { text: 'large: ${state.sum}' } }),
    node('label', { id: 'small', parameters: { text: 'small' } }),
  ],
  edges: [
    { from: 'START', to: 'do_clean' },
    { from: 'do_clean', to: 'do_total' },
    { from: 'do_total', to: 'large', when: 'state.sum > 100' },
    { from: 'do_total', to: 'small', default: true },
    { from: 'large', to: 'END' },
    { from: 'small', to: 'END' },
  ],
};

/** A function that succeeds and leaves a file. */
const writing = (artifact: () => Artifact): Body => {
  return () => {
    throw new Ending({ success: true, status: 'succeeded', result: [], artifacts: [artifact()] });
  };
};

describe('a workflow', () => {
  it('runs its nodes in their order, each on what the ones before it gave', async () => {
    const { workflow, registry } = await openShop({ nodes: line });
    const given = { raw };
    expect(await workflow.run(given)).toMatchObject({
      success: true,
      status: 'succeeded',
      state: { raw, orders: [{ price: 40 }, { price: 70 }], sum: 110 },
      nodes: { do_clean: { status: 'succeeded', error: null }, do_total: { status: 'succeeded' } },
      failure: null,
    });
    expect(registry.calls.map(({ name, values }) => [name, values])).toEqual([
      ['clean', { orders: raw }],
      ['total', { orders: [{ price: 40 }, { price: 70 }] }],
    ]);
    expect(given).toEqual({ raw: [{ price: 40 }, null, { price: 70 }] });
  });

  it.each([
    [70, 'large: 110'],
    [7, 'small'],
  ])('takes the branch whose condition holds on a result (%i)', async (price, label) => {
    const { workflow } = await openShop(branching);
    const { status, state } = await workflow.run({ raw: [{ price: 40 }, { price }] });
    expect({ status, label: state.label }).toEqual({ status: 'succeeded', label });
  });

  it('takes the first condition that holds, wherever the default stands', async () => {
    const label = (id: string) => node('label', { id, parameters: { text: id } });
    const { workflow } = await openShop({
      nodes: [label('a'), label('b'), label('c')],
      edges: [
        { from: 'START', to: 'c', default: true },
        { from: 'START', to: 'b', when: 'state.tries > 1' },
        { from: 'START', to: 'a', when: 'state.tries > 0' },
        ...['a', 'b', 'c'].map((from) => ({ from, to: 'END' })),
      ],
    });
    const ends = [0, 1, 2].map(async (tries) => (await workflow.run({ tries })).state.label);
    expect(await Promise.all(ends)).toEqual(['c', 'a', 'b']);
  });

  it('reads how a node ended and what it returned, though nothing of it is in the state', async () => {
    const { workflow } = await openShop({
      nodes: [node('clean'), node('check'), node('total')],
      edges: [
        { from: 'START', to: 'do_clean' },
        { from: 'do_clean', to: 'do_check' },
        { from: 'do_check', to: 'do_total', when: 'nodes.do_check.result.valid' },
        { from: 'do_check', to: 'END', default: true },
        { from: 'do_total', to: 'END' },
      ],
    });
    const valid = await workflow.run({ raw: [{ price: 2 }] });
    const invalid = await workflow.run({ raw: [{ price: -2 }] });
    expect([valid.state.sum, invalid.state.sum]).toEqual([2, undefined]);
    expect(invalid).toMatchObject({ status: 'succeeded', nodes: { do_check: { result: { valid: false } } } });
    expect(valid.nodes.do_clean).not.toHaveProperty('result');
  });

  it('loops until a condition ends it, and says so when max_steps ends it first', async () => {
    const loop = {
      nodes: [node('add_one')],
      edges: [
        { from: 'START', to: 'do_add_one' },
        { from: 'do_add_one', to: 'END', when: 'state.tries >= 5' },
        { from: 'do_add_one', to: 'do_add_one', default: true },
      ],
    };
    const whole = await openShop({ ...loop, max_steps: 5 });
    expect(await whole.workflow.run()).toMatchObject({ status: 'succeeded', state: { tries: 5 } });
    const short = await openShop({ ...loop, max_steps: 4 });
    expect(await short.workflow.run()).toMatchObject({
      success: false,
      status: 'out-of-steps',
      failure: { node: 'do_add_one', message: expect.stringContaining('not done after 4 steps'), call: null },
    });
  });

  it('runs branches side by side and waits for all of them', async () => {
    let arrived = 0;
    let meeting: (() => void) | null = null;
    const meet = async () => {
      arrived += 1;
      if (meeting === null) await new Promise<void>((resolve) => (meeting = resolve));
      else meeting();
      return arrived;
    };
    const { workflow, registry } = await openShop(
      {
        nodes: [node('clean'), node('total'), node('count'), node('label')],
        edges: [
          { from: 'START', to: 'do_clean' },
          { from: 'do_clean', to: ['do_total', 'do_count'] },
          { from: ['do_total', 'do_count'], to: 'do_label' },
          { from: 'do_label', to: 'END' },
        ],
      },
      { total: meet, count: meet },
    );
    expect(await workflow.run({ raw })).toMatchObject({ status: 'succeeded', state: { sum: 2, number: 2 } });
    expect(registry.calls.map(({ name }) => name).filter((name) => name === 'label')).toHaveLength(1);
  });

  it('starts with the defaults of its state, anew in every run, and takes only values of their types', async () => {
    const { workflow } = await openShop({
      state: {
        raw: { type: 'array', default: [{ price: 3 }] },
        orders: 'array',
        sum: { type: 'number', description: 'of all prices' },
      },
      nodes: line,
    });
    expect((await workflow.run()).state).toEqual({ raw: [{ price: 3 }], orders: [{ price: 3 }], sum: 3 });
    expect((await workflow.run({ raw: [] })).state.sum).toBe(0);
    expect((await workflow.run({})).state.sum).toBe(3);
    await expect(workflow.run({ raw: 'a.csv', ordres: [] })).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringMatching(
        /Its state has raw, orders, sum\.\nstate\.ordres: the workflow has no such value\nstate\.raw: .*array/,
      ),
    });
  });

  it('fails a node whose result is not what the state is declared to hold', async () => {
    const state = { raw: 'array', orders: 'array', sum: 'number' };
    const { workflow } = await openShop({ state, nodes: line }, { total: () => 'much' });
    expect(await workflow.run({ raw })).toMatchObject({
      status: 'failed',
      state: { orders: [{ price: 40 }, { price: 70 }] },
      failure: {
        node: 'do_total',
        message: expect.stringContaining('state.sum: Invalid input: expected number, received string'),
        call: { status: 'result-invalid', error: { problems: [{ path: 'state.sum', expected: 'number' }] } },
      },
    });
  });

  it('tells what happens, node by node', async () => {
    const events: WorkflowEvent[] = [];
    const { workflow } = await openShop(branching);
    await workflow.run({ raw }, { onEvent: (event) => events.push(event) });
    const told = events.map((event) => ('node' in event ? [event.type, event.node] : []));
    expect(told).toEqual([
      ...['do_clean', 'do_total', 'large'].flatMap((name) => [
        ['node-started', name],
        ['task-event', name],
        ['node-finished', name],
        ...(name === 'do_total' ? [['branch-taken', name]] : []),
      ]),
    ]);
    expect(events.find(({ type }) => type === 'branch-taken')).toEqual({
      type: 'branch-taken',
      node: 'do_total',
      to: ['large'],
      when: 'state.sum > 100',
    });
  });

  it('gives later functions the files that earlier ones wrote', async () => {
    const artifact = {
      name: 'out.csv',
      path: '/kept/out.csv',
      sha256: 'ab',
      mediaType: 'text/csv',
      bytes: 2,
    };
    const { workflow, registry } = await openShop(
      { nodes: line },
      {
        clean: () =>
          Promise.reject(
            new Ending({ success: true, status: 'succeeded', result: [], artifacts: [artifact] }),
          ),
      },
    );
    const ended = await workflow.run({ raw }, { files: ['in.csv'], outputDir: 'kept' });
    expect(ended.artifacts).toEqual([artifact]);
    expect(registry.calls.map(({ options }) => [options.files, options.outputDir])).toEqual([
      [['in.csv'], 'kept'],
      [['in.csv', { name: 'out.csv', path: '/kept/out.csv', sha256: 'ab' }], 'kept'],
    ]);
  });

  it('gives a later function the new file in place of the one of the run', async () => {
    const written = { name: 'orders.csv', path: '/kept/1/orders.csv', sha256: 'ab', mediaType: '', bytes: 2 };
    const { workflow, registry } = await openShop({ nodes: line }, { clean: writing(() => written) });
    await workflow.run({ raw }, { files: ['in/Orders.csv', 'in/prices.csv'] });
    expect(registry.calls[1]?.options.files).toEqual([
      'in/prices.csv',
      { name: 'orders.csv', path: '/kept/1/orders.csv', sha256: 'ab' },
    ]);
  });

  it('gives a function in a loop the file that was written last', async () => {
    let writes = 0;
    const write = writing(() => {
      writes += 1;
      return { name: 'a.csv', path: `/kept/${writes}/a.csv`, sha256: 'ab', mediaType: '', bytes: 2 };
    });
    const { workflow, registry } = await openShop(
      {
        nodes: [node('clean'), node('total'), node('add_one')],
        edges: [
          { from: 'START', to: 'do_clean' },
          { from: 'do_clean', to: 'do_total' },
          { from: 'do_total', to: 'do_add_one' },
          { from: 'do_add_one', to: 'END', when: 'state.tries > 1' },
          { from: 'do_add_one', to: 'do_clean', default: true },
        ],
      },
      { clean: write, total: write },
    );
    await workflow.run({ raw });
    const second = registry.calls.filter(({ name }) => name === 'total')[1];
    expect(second?.options.files).toMatchObject([{ path: '/kept/3/a.csv' }]);
  });

  it('closes the functions it opened', async () => {
    const { workflow, registry } = await openShop({ nodes: line });
    await workflow[Symbol.asyncDispose]();
    expect(registry.isClosed).toBe(true);
  });
});

describe('a workflow whose function fails', () => {
  it('ends with what there was, and says which node and why', async () => {
    const { workflow, registry } = await openShop({ nodes: [...line, node('label')] }, { total: broken });
    const ended = await workflow.run({ raw });
    expect(ended).toMatchObject({
      success: false,
      status: 'failed',
      state: { orders: [{ price: 40 }, { price: 70 }] },
      failure: {
        node: 'do_total',
        message: 'The function total ended as failed: It raised ValueError: the price is missing',
        call: { status: 'failed', error: { type: 'ValueError' } },
      },
    });
    expect(registry.calls.map(({ name }) => name)).toEqual(['clean', 'total']);
  });

  it('goes on elsewhere with on_error, the failure in the state', async () => {
    const { workflow } = await openShop(
      {
        nodes: [
          node('total', { on_error: { to: 'state.error', next: 'rescue' } }),
          node('label', { id: 'rescue', parameters: { text: 'because ${state.error.type}' } }),
        ],
        edges: [
          { from: 'START', to: 'do_total' },
          { from: 'do_total', to: 'END' },
          { from: 'rescue', to: 'END' },
        ],
      },
      { total: ({ orders }) => (orders === null ? broken({}, {}) : 7) },
    );
    const failed = await workflow.run({ orders: null });
    expect(failed).toMatchObject({
      status: 'succeeded',
      state: {
        label: 'because ValueError',
        error: { function: 'total', status: 'failed', type: 'ValueError', auditId: 'a'.repeat(32) },
      },
      nodes: { do_total: { status: 'failed' } },
    });
    const fine = await workflow.run({ orders: [] });
    expect(fine).toMatchObject({ status: 'succeeded', state: { sum: 7 } });
    expect(fine.state).not.toHaveProperty('error');
  });

  it('goes on as usual with on_error that only keeps the failure, which conditions can read', async () => {
    let tries = 0;
    const { workflow } = await openShop(
      {
        nodes: [node('total', { on_error: { to: 'state.error' } })],
        edges: [
          { from: 'START', to: 'do_total' },
          { from: 'do_total', to: 'do_total', when: 'state.error != null' },
          { from: 'do_total', to: 'END', default: true },
        ],
      },
      {
        total: () => {
          tries += 1;
          return tries < 3 ? broken({}, {}) : 5;
        },
      },
    );
    expect(await workflow.run({ orders: [] })).toMatchObject({
      status: 'succeeded',
      state: { sum: 5, error: null },
    });
    expect(tries).toBe(3);
  });

  it('goes on with its thread where it failed, without repeating what was done', async () => {
    let works = false;
    const { workflow, registry } = await openShop(
      { nodes: line },
      { total: () => (works ? 9 : broken({}, {})) },
      new MemorySaver(),
    );
    expect(await workflow.run({ raw }, { thread: 'a' })).toMatchObject({ status: 'failed' });
    works = true;
    expect(await workflow.run(null, { thread: 'a' })).toMatchObject({
      status: 'succeeded',
      state: { raw, sum: 9 },
    });
    expect(registry.calls.map(({ name }) => name)).toEqual(['clean', 'total', 'total']);
  });

  it('tells again how a thread ended that has', async () => {
    const { workflow, registry } = await openShop({ nodes: line }, {}, new MemorySaver());
    await workflow.run({ raw }, { thread: 'a' });
    expect(await workflow.run(null, { thread: 'a' })).toMatchObject({
      status: 'succeeded',
      state: { raw, sum: 110 },
      nodes: { do_total: { status: 'succeeded' } },
    });
    expect(registry.calls).toHaveLength(2);
  });

  it('fails when one branch reaches END and another waits for a node that no run reached', async () => {
    const shop = {
      nodes: [node('add_one'), node('count'), node('total'), node('label')],
      edges: [
        { from: 'START', to: ['do_add_one', 'do_count'] },
        { from: 'do_add_one', to: 'do_total', when: 'state.tries > 1' },
        { from: 'do_add_one', to: 'END', default: true },
        { from: ['do_count', 'do_total'], to: 'do_label' },
        { from: 'do_label', to: 'END' },
      ],
    };
    const { workflow } = await openShop(shop, {}, new MemorySaver());
    const waits = {
      status: 'failed',
      failure: {
        node: 'do_count',
        message: expect.stringContaining('waits for do_total as well as do_count'),
      },
    };
    expect(await workflow.run({ orders: [], tries: 0 }, { thread: 'a' })).toMatchObject(waits);
    expect(await workflow.run(null, { thread: 'a' })).toMatchObject(waits);
    expect(await workflow.run({ orders: [], tries: 1 }, { thread: 'b' })).toMatchObject({
      status: 'succeeded',
      state: { label: 'x' },
    });
  });

  it('stops with an abort, which reaches the running call', async () => {
    const abort = new AbortController();
    const { workflow, registry } = await openShop(
      { nodes: line },
      {
        clean: (_values, { signal }) =>
          new Promise((_, reject) => {
            signal?.addEventListener('abort', () => reject(new Ending({ status: 'cancelled' })));
            abort.abort();
          }),
      },
    );
    await expect(workflow.run({ raw }, { signal: abort.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(registry.calls).toHaveLength(1);
  });

  it('stops what runs beside the function that failed', async () => {
    let stopped = false;
    const { workflow } = await openShop(
      {
        nodes: [node('total'), node('count')],
        edges: [
          { from: 'START', to: ['do_total', 'do_count'] },
          { from: ['do_total', 'do_count'], to: 'END' },
        ],
      },
      {
        total: broken,
        count: (_values, { signal }) =>
          new Promise((_, reject) => {
            signal?.addEventListener('abort', () => {
              stopped = true;
              reject(new Ending({ status: 'cancelled' }));
            });
          }),
      },
    );
    expect(await workflow.run({ orders: [] })).toMatchObject({
      status: 'failed',
      failure: { node: 'do_total' },
    });
    expect(stopped).toBe(true);
  });

  it('throws what is no fault of the function: a path the state lacks, a condition that nothing decides', async () => {
    const { workflow } = await openShop(branching, { total: () => 'many' });
    await expect(workflow.run({})).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining('state.raw'),
    });
    await expect(workflow.run({ raw })).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringMatching(
        /"state\.sum > 100" after do_total can't be decided: state\.sum is a text/,
      ),
    });
  });

  it('says so when it stops before END, because an edge waits for a node that no run reached', async () => {
    const { workflow } = await openShop({
      nodes: [node('add_one'), node('total'), node('count'), node('label')],
      edges: [
        { from: 'START', to: 'do_add_one' },
        { from: 'do_add_one', to: 'do_total', when: 'state.tries > 0' },
        { from: 'do_add_one', to: 'do_count', default: true },
        { from: ['do_total', 'do_count'], to: 'do_label' },
        { from: 'do_label', to: 'END' },
      ],
    });
    expect(await workflow.run({ orders: [] })).toMatchObject({
      status: 'failed',
      failure: { node: 'do_total', message: expect.stringContaining('without reaching END') },
    });
  });
});
