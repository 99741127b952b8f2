import { Annotation, END, MemorySaver, START, StateGraph } from '@langchain/langgraph';
import { describe, expect, it } from 'vitest';
import {
  createPythonFunctionNode,
  type PythonFunctionNodeOptions,
} from '../../../src/agents/graph/python-function-node.ts';
import { Ending, raised, registryInMemory } from '../../helpers/registry-in-memory.ts';

const declared = {
  python_functions: [
    {
      name: 'double',
      file: './t.py',
      function: 'double',
      parameters: { value: '${state.given}' },
      result: 'state.doubled',
    },
  ],
};

function graphOf(
  options: Partial<PythonFunctionNodeOptions>,
  body = (value: unknown): unknown => Number(value) * 2,
) {
  const registry = registryInMemory(declared, { double: ({ value }) => body(value) });
  const state = Annotation.Root({
    given: Annotation<number>(),
    doubled: Annotation<number>(),
    seen: Annotation<string[]>({ reducer: (before, now) => [...before, ...now], default: () => [] }),
    error: Annotation<Record<string, unknown> | null>(),
  });
  const node = createPythonFunctionNode<typeof state.State>({ registry, function: 'double', ...options });
  const graph = new StateGraph(state)
    .addNode('double', node, {
      retryPolicy: { maxAttempts: 3, initialInterval: 1, jitter: false, logWarning: false },
    })
    .addEdge(START, 'double')
    .addEdge('double', END);
  return { graph, registry };
}

async function everyOf(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const chunks: unknown[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

describe('the node of a function', () => {
  it('binds the declared parameters and gives back only what the result changes', async () => {
    const { graph } = graphOf({});
    const given = { given: 4, seen: ['a'] };
    const updates = await everyOf(await graph.compile().stream(given, { streamMode: 'updates' }));
    expect(updates).toEqual([{ double: { doubled: 8 } }]);
    expect(await graph.compile().invoke(given)).toMatchObject({ doubled: 8, seen: ['a'] });
  });

  it('takes parameters and a place of its own', async () => {
    const { graph } = graphOf({ parameters: { value: '${state.doubled}' }, result: { to: 'state.given' } });
    expect(await graph.compile().invoke({ given: 1, doubled: 10 })).toMatchObject({ given: 20, doubled: 10 });
  });

  it('tells the custom stream what the call tells', async () => {
    const stream = await graphOf({}).graph.compile().stream({ given: 1 }, { streamMode: 'custom' });
    expect(await everyOf(stream)).toEqual([{ type: 'phase-started', phase: 'execute', iteration: 1 }]);
  });

  it('throws a failure with the call as its cause, so that a retry policy can work on it', async () => {
    const always = graphOf({}, () => {
      throw raised('ValueError', 'no');
    });
    await expect(always.graph.compile().invoke({ given: 1 })).rejects.toMatchObject({
      code: 'function-failed',
      cause: { status: 'failed', error: { type: 'ValueError' } },
    });
    expect(always.registry.calls).toHaveLength(3);
    let tries = 0;
    const once = graphOf({}, (value) => {
      tries += 1;
      if (tries === 1) throw raised('TimeoutError', 'later');
      return value;
    });
    expect(await once.graph.compile().invoke({ given: 5 })).toMatchObject({ doubled: 5 });
  });

  it('keeps a failure in the state where asked to, and null there once a call succeeds', async () => {
    let works = false;
    const { graph } = graphOf({ onFailure: { to: 'state.error' } }, (value) => {
      if (works) return value;
      throw raised('ValueError', 'no');
    });
    const compiled = graph.compile({ checkpointer: new MemorySaver() });
    const config = { configurable: { thread_id: 'a' } };
    const failed = await compiled.invoke({ given: 1 }, config);
    expect(failed).toMatchObject({
      error: { function: 'double', type: 'ValueError', auditId: 'a'.repeat(32) },
    });
    expect(failed).not.toHaveProperty('doubled', expect.anything());
    works = true;
    expect(await compiled.invoke({ given: 2 }, config)).toMatchObject({ error: null, doubled: 2 });
  });

  it('throws for a cancelled call whatever becomes of failures', async () => {
    const { graph } = graphOf({ onFailure: { to: 'state.error' } }, () => {
      throw new Ending({ status: 'cancelled' });
    });
    await expect(graph.compile().invoke({ given: 1 })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is not made from texts that no state could be bound to', () => {
    const registry = registryInMemory(declared, {});
    const make = (options: object) => () =>
      createPythonFunctionNode({ registry, function: 'double', ...options });
    expect(make({ parameters: { value: '${state.a' } })).toThrow(/can follow state\.a/);
    expect(make({ parameters: { value: '${env.API_KEY}' } })).toThrow(/only the declaration of a function/);
    expect(make({ result: 'state.' })).toThrow(/not a path/);
    expect(make({ onFailure: { to: 'state' } })).toThrow(/must name a key of the state/);
  });
});
