import { MemorySaver } from '@langchain/langgraph';
import { describe, expect, it } from 'vitest';
import { createPlanAndExecuteGraph } from '../../../src/agents/graph/plan-and-execute-graph.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { program, testCoder } from '../../helpers/test-coder.ts';
import { agentModel, enough, promptsOf, pythonPlan } from '../agent-model.ts';

const quick = { model: { review: 'never' }, maxIterations: 1 } as const;
const thread = (thread_id: string) => ({ configurable: { thread_id } });

describe('conversations of one graph', () => {
  it('know nothing of each other while they run at once', async () => {
    const writes = (request: { user: string }) => {
      const name = request.user.includes('apples') ? 'apples' : 'pears';
      return program(`open("${name}.txt", "w").write("${name}")\nprint("${name}")`);
    };
    await using host = await testCoder(scriptedModel([writes, writes]), quick);
    const replies = (prompt: string) => {
      const fruit = prompt.includes('apples') ? 'apples' : 'pears';
      if (prompt.includes('Plan the steps')) return pythonPlan([`Count the ${fruit}.`]);
      return prompt.includes('comes next?') ? enough : `Only ${fruit}.`;
    };
    const model = agentModel(Array.from({ length: 6 }, () => replies));
    const graph = createPlanAndExecuteGraph({ model, coder: host.coder, checkpointer: new MemorySaver() });
    const [apples, pears] = await Promise.all([
      graph.invoke({ query: 'How many apples?' }, thread('one')),
      graph.invoke({ query: 'How many pears?' }, thread('two')),
    ]);
    expect(apples).toMatchObject({ answer: 'Only apples.', artifacts: [{ name: 'apples.txt' }] });
    expect(pears).toMatchObject({ answer: 'Only pears.', artifacts: [{ name: 'pears.txt' }] });
    for (const prompt of promptsOf(model))
      expect(prompt).not.toMatch(/apples[\s\S]*pears|pears[\s\S]*apples/);
  });

  it('remember what was said and written, and begin each question with full bounds', async () => {
    await using host = await testCoder(
      scriptedModel([program('open("t.txt", "w").write("9")'), program('print(open("t.txt").read())')]),
      quick,
    );
    const model = agentModel([
      pythonPlan(['Write.']),
      enough,
      'It is in t.txt.',
      pythonPlan(['Read.'], ['t.txt']),
      enough,
      'Nine.',
    ]);
    const graph = createPlanAndExecuteGraph({
      model,
      coder: host.coder,
      checkpointer: new MemorySaver(),
      bounds: { maxPythonCalls: 1 },
    });
    await graph.invoke({ query: 'Write nine.' }, thread('one'));
    const state = await graph.invoke({ query: 'What did you write?' }, thread('one'));
    expect(state).toMatchObject({ answer: 'Nine.', status: 'answered', results: [{ status: 'succeeded' }] });
    expect(promptsOf(model)[3]).toContain('Question: Write nine.\nAnswer: It is in t.txt.');
  });

  it('stop when they are cancelled, leave nothing behind and go on later where they were', async () => {
    await using host = await testCoder(
      scriptedModel([program('import time\ntime.sleep(60)'), program('print(5)')]),
      { ...quick, timeoutSeconds: 60 },
    );
    const model = agentModel([pythonPlan(['Wait.']), enough, 'Five.']);
    const graph = createPlanAndExecuteGraph({ model, coder: host.coder, checkpointer: new MemorySaver() });
    const stop = new AbortController();
    const run = graph.stream(
      { query: 'Wait.' },
      { ...thread('one'), streamMode: 'custom', signal: stop.signal },
    );
    const read = async () => {
      for await (const event of await run) {
        const { type, phase } = event as { type: string; phase?: string };
        if (type === 'phase-started' && phase === 'execute') stop.abort();
      }
    };
    await expect(read()).rejects.toThrow();
    expect((await graph.getState(thread('one'))).next).toEqual(['python_coder']);
    await expect.poll(() => host.auditRecords().map(({ status }) => status)).toEqual(['cancelled']);
    await expect.poll(() => host.taskFolders()).toEqual([]);
    expect(await graph.invoke(null, thread('one'))).toMatchObject({
      answer: 'Five.',
      results: [{ status: 'succeeded' }],
    });
  });
});
