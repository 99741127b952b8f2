import { Command, MemorySaver } from '@langchain/langgraph';
import { describe, expect, it } from 'vitest';
import { createPythonCoderSubgraph } from '../../../src/agents/graph/python-coder-subgraph.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { program, testCoder } from '../../helpers/test-coder.ts';

const thread = { configurable: { thread_id: 'one' } };

describe('a checkpoint somebody changed between the question and the approval', () => {
  it('runs nothing', async () => {
    await using host = await testCoder(scriptedModel([program('print("shown")')]), {
      model: { review: 'never' },
    });
    const graph = createPythonCoderSubgraph({
      coder: host.coder,
      approval: 'always',
      checkpointer: new MemorySaver(),
    });
    const asked = await graph.invoke({ query: 'Print.' }, thread);
    const request = asked.reply?.approvalRequest;
    if (!asked.reply || !request) throw new Error('nothing was asked');
    const changed = { ...asked.reply, approvalRequest: { ...request, code: 'print("swapped")' } };
    await graph.updateState(thread, { reply: changed }, 'python_coder');
    await graph.invoke(null, thread);
    const { reply } = await graph.invoke(new Command({ resume: { action: 'approve' } }), thread);
    expect(reply).toMatchObject({ success: false, output: '', problem: expect.stringContaining('changed') });
    expect(host.auditRecords().map(({ status }) => status)).toEqual(['approval-required']);
  });
});
