import path from 'node:path';
import { Command, MemorySaver } from '@langchain/langgraph';
import { describe, expect, it } from 'vitest';
import type { ApprovalInterrupt } from '../../../src/agents/graph/ask-person.ts';
import { createPlanAndExecuteGraph } from '../../../src/agents/graph/plan-and-execute-graph.ts';
import { createPythonCoderSubgraph } from '../../../src/agents/graph/python-coder-subgraph.ts';
import type { ApprovalRequest } from '../../../src/contracts/approval.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { program, testCoder } from '../../helpers/test-coder.ts';
import { agentModel, enough, promptsOf, pythonPlan } from '../agent-model.ts';
import { GraphRoom } from './graph-room.ts';

const quick = { model: { review: 'never' }, maxIterations: 1 } as const;
const thread = { configurable: { thread_id: 'one' } };
const writing = 'open("out.txt", "w").write("x")\nprint("written")';

/** A sub-graph that waits for a decision on a program that writes a file. */
async function waiting(code = writing) {
  const host = await testCoder(scriptedModel([program(code)]), quick);
  const graph = createPythonCoderSubgraph({
    coder: host.coder,
    approval: 'when-risky',
    checkpointer: new MemorySaver(),
  });
  const asked = interruptOf(await graph.invoke({ query: 'Write it.' }, thread));
  const resume = (decision: object) => graph.invoke(new Command({ resume: decision }), thread);
  return { host, asked, resume, [Symbol.asyncDispose]: () => host[Symbol.asyncDispose]() };
}

function interruptOf(state: object): ApprovalInterrupt {
  return (state as { __interrupt__: [{ value: ApprovalInterrupt }] }).__interrupt__[0].value;
}

function executions({ host }: { host: { auditRecords(): Record<string, unknown>[] } }): unknown[] {
  return host.auditRecords().filter(({ status }) => status === 'succeeded');
}

describe('a graph whose program is risky', () => {
  it('pauses with the code and the findings before anything runs', async () => {
    await using room = await waiting();
    expect(room.asked).toMatchObject({
      kind: 'python-coder-approval',
      problem: null,
      request: { code: `${writing}\n`, risks: [{ kind: 'writes-file' }], findings: [] },
    });
    expect(executions(room)).toEqual([]);
  });

  it('runs the shown program, once, when it is approved', async () => {
    await using room = await waiting();
    const { reply } = await room.resume({ action: 'approve', approver: 'Ada' });
    expect(reply).toMatchObject({ status: 'succeeded', output: 'written\n', approvalRequest: null });
    expect(executions(room)).toMatchObject([{ approvals: [{ outcome: 'approved', approver: 'Ada' }] }]);
  });

  it('runs nothing when it is rejected, and hands on why', async () => {
    await using room = await waiting();
    const { reply } = await room.resume({ action: 'reject', reason: 'Not on a Friday.' });
    expect(reply).toMatchObject({ status: 'denied', problem: expect.stringContaining('Not on a Friday.') });
    expect(executions(room)).toEqual([]);
  });

  it('verifies an edit and asks about it again before it runs', async () => {
    await using room = await waiting();
    const edited = 'open("other.txt", "w").write("y")\nprint("edited")';
    const second = interruptOf(await room.resume({ action: 'edit', code: edited }));
    expect(second.request).toMatchObject({
      code: expect.stringContaining('edited'),
      callId: room.asked.request.callId,
    });
    expect(executions(room)).toEqual([]);
    const { reply } = await room.resume({ action: 'approve' });
    expect(reply).toMatchObject({ output: 'edited\n', artifacts: [{ name: 'other.txt' }] });
  });

  it('never runs an edit that verification refuses', async () => {
    await using room = await waiting();
    const { reply } = await room.resume({
      action: 'edit',
      code: 'import subprocess\nsubprocess.run(["id"])',
    });
    expect(reply).toMatchObject({ status: 'rejected', approvalRequest: null });
    expect(executions(room)).toEqual([]);
  });

  it.each([42, 'yes', { action: 'approved' }, { action: 'approve', code: 'print(1)' }])(
    'asks again when it is resumed with %j',
    async (answer) => {
      await using room = await waiting();
      const again = interruptOf(await room.resume(answer as object));
      expect(again).toMatchObject({
        request: room.asked.request,
        problem: expect.stringContaining('Resume'),
      });
      expect((await room.resume({ action: 'approve' })).reply).toMatchObject({ status: 'succeeded' });
    },
  );

  it('asks again, with a program written anew, when the approval comes too late', async () => {
    await using host = await testCoder(scriptedModel([program(writing), program(writing)]), {
      ...quick,
      approval: { timeToLiveSeconds: 0.001 },
    });
    const graph = createPlanAndExecuteGraph({
      model: agentModel([pythonPlan(['Write it.']), { steps: [] }, 'Not done.']),
      coder: host.coder,
      approval: 'always',
      checkpointer: new MemorySaver(),
      bounds: { maxPythonCalls: 2 },
    });
    const first = interruptOf(await graph.invoke({ query: 'Write it.' }, thread)).request;
    const resume = () => graph.invoke(new Command({ resume: { action: 'approve' } }), thread);
    const second = interruptOf(await resume()).request;
    expect(second.callId).not.toBe(first.callId);
    expect(await resume()).toMatchObject({ answer: 'Not done.', results: [{ status: 'expired' }] });
  });

  it('plans anew after a refusal, knowing the reason', async () => {
    await using host = await testCoder(scriptedModel([program(writing), program('print(3)')]), quick);
    const model = agentModel([
      pythonPlan(['Write it.']),
      pythonPlan(['Print it.']),
      { tool: 'python_coder', task: 'Print it.', files: [] },
      enough,
      'Three.',
    ]);
    const graph = createPlanAndExecuteGraph({
      model,
      coder: host.coder,
      approval: 'when-risky',
      checkpointer: new MemorySaver(),
    });
    await graph.invoke({ query: 'How many?' }, thread);
    const decision = { action: 'reject', reason: 'Write no files.' };
    const state = await graph.invoke(new Command({ resume: decision }), thread);
    expect(state).toMatchObject({
      answer: 'Three.',
      results: [{ status: 'denied' }, { status: 'succeeded' }],
    });
    expect(promptsOf(model)[1]).toContain('Write no files.');
  });

  describe('in another process', () => {
    const key = { PYTHON_CODER_APPROVAL_KEY: 'a key that outlives one process, 32+' };

    async function asked(room: GraphRoom) {
      const use = {
        checkpoints: path.join(room.folder, 'checkpoints.sqlite'),
        thread: 'one',
        approval: 'when-risky',
        programs: { 'Write it.': writing },
      };
      const { interrupts } = await room.use({ ...use, input: { query: 'Write it.' }, env: key });
      const request = interrupts[0]?.value.request as ApprovalRequest;
      return { request, resume: { ...use, input: null, decision: { action: 'approve' } } };
    }

    it('runs what was approved with the same key', async () => {
      await using room = await GraphRoom.open();
      const { resume } = await asked(room);
      const { values } = await room.use({ ...resume, env: key });
      expect(values).toMatchObject({
        status: 'answered',
        results: [{ status: 'succeeded' }],
        pythonCalls: 1,
      });
    });

    it('runs nothing with another key and asks anew', async () => {
      await using room = await GraphRoom.open();
      const { request, resume } = await asked(room);
      const { interrupts } = await room.use({
        ...resume,
        env: { PYTHON_CODER_APPROVAL_KEY: 'x'.repeat(32) },
      });
      const next = interrupts[0]?.value.request as ApprovalRequest;
      expect(next.callId).not.toBe(request.callId);
      expect(room.records.map(({ status }) => status)).toEqual(['approval-required', 'approval-required']);
    });
  });
});
