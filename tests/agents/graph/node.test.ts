import { Command, END, MemorySaver, START, StateGraph, StateSchema } from '@langchain/langgraph';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  createPythonCoderNode,
  createPythonCoderSubgraph,
  pythonCoderState,
} from '../../../src/agents/langgraph.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { program, testCoder } from '../../helpers/test-coder.ts';

const quick = { model: { review: 'never' }, maxIterations: 1 } as const;

describe('the Python coder in other graphs', () => {
  it('is a node that reads and writes the keys the mapping names', async () => {
    await using host = await testCoder(scriptedModel([program('print(len(open("a.csv").read()))')]), quick);
    const state = new StateSchema({ question: z.string(), found: z.string().default('') });
    type State = typeof state.State;
    const node = createPythonCoderNode({
      coder: host.coder,
      files: [await host.file('a.csv', 'n\n1\n')],
      read: ({ question }: State) => ({ query: question }),
      write: ({ output }) => ({ found: output }),
    });
    const graph = new StateGraph(state)
      .addNode('compute', node)
      .addEdge(START, 'compute')
      .addEdge('compute', END)
      .compile();
    expect(await graph.invoke({ question: 'How long is it?' })).toEqual({
      question: 'How long is it?',
      found: '4\n',
    });
  });

  it('tells the graph what to decide where a node may not run yet', async () => {
    await using host = await testCoder(scriptedModel([program('print(1)')]), quick);
    const node = createPythonCoderNode({ coder: host.coder, approval: 'always' });
    const { reply } = await node({ query: 'One?' }, {});
    expect(reply).toMatchObject({ status: 'approval-required', approvalRequest: { code: 'print(1)\n' } });
    expect(JSON.parse(JSON.stringify(reply))).toEqual(reply);
  });

  it('keeps a reply small enough for a checkpoint, whatever the program prints', async () => {
    await using host = await testCoder(scriptedModel([program('print("x" * 5_000_000)')]), quick);
    const { reply } = await createPythonCoderNode({ coder: host.coder })({ query: 'Print.' }, {});
    expect(reply).toMatchObject({ status: 'succeeded', output: expect.stringMatching(/^xxx/) });
    expect(JSON.stringify(reply).length).toBeLessThan(32_000);
  });

  it('is a sub-graph that pauses and goes on with the checkpoints of the graph around it', async () => {
    await using host = await testCoder(scriptedModel([program('print(6)')]), quick);
    const state = new StateSchema({ ...pythonCoderState.fields, said: z.string().default('') });
    const graph = new StateGraph(state)
      .addNode('coder', createPythonCoderSubgraph({ coder: host.coder, approval: 'always' }))
      .addNode('say', ({ reply }) => ({ said: `It is ${reply?.output.trim()}.` }))
      .addEdge(START, 'coder')
      .addEdge('coder', 'say')
      .addEdge('say', END)
      .compile({ checkpointer: new MemorySaver() });
    const thread = { configurable: { thread_id: 'one' } };
    await graph.invoke({ query: 'How many?' }, thread);
    const [interrupted] = (await graph.getState(thread)).tasks;
    expect(interrupted?.interrupts).toMatchObject([{ value: { kind: 'python-coder-approval' } }]);
    const end = await graph.invoke(new Command({ resume: { action: 'approve' } }), thread);
    expect(end.said).toBe('It is 6.');
  });
});
