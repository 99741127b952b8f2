import { AIMessage } from '@langchain/core/messages';
import { fakeModel } from 'langchain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentEvent } from '../../src/agents/agent-event.ts';
import { answerQuery } from '../../src/agents/answer-query.ts';
import { scriptedModel } from '../../src/llm/scripted-model.ts';
import { program, type TestCoder, testCoder } from '../helpers/test-coder.ts';
import { agentModel, enough, pythonPlan } from './agent-model.ts';

let test: TestCoder;

beforeAll(async () => {
  const endless = program("import time\nprint('up', flush=True)\ntime.sleep(60)");
  test = await testCoder(scriptedModel([program('print(6 * 7)'), program('print(6 * 7)'), endless]), {
    model: { review: 'never' },
  });
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});

describe('a query', () => {
  it('of several steps is planned, and every step is told', async () => {
    const model = agentModel([pythonPlan(['Compute six times seven']), enough, 'It is 42.']);
    const events: AgentEvent[] = [];
    const { decision, turn } = await answerQuery(
      'First compute the mean of 1, 2 and 6, then its square, and finally plot both.',
      {
        model,
        coder: test.coder,
        onEvent: (event) => events.push(event),
      },
    );
    expect(decision.route).toBe('plan-and-execute');
    expect(turn).toMatchObject({
      status: 'answered',
      text: 'It is 42.',
      calls: [{ name: 'python_coder', reply: { status: 'succeeded', text: expect.stringContaining('42') } }],
    });
    const types = events.flatMap(({ type }) => (type === 'task-event' ? [] : [type]));
    expect(types).toEqual(['thought', 'tool-called', 'tool-ended', 'answered']);
  });

  it('whose program needs an approval that nobody can give ends with the request', async () => {
    const { turn } = await answerQuery('Compute it', {
      model: agentModel([pythonPlan(['Compute six times seven'])]),
      coder: test.coder,
      way: 'plan-and-execute',
      approval: 'always',
    });
    expect(turn).toMatchObject({ status: 'approval-required', approvalRequest: { code: 'print(6 * 7)\n' } });
  });

  it('that is cancelled ends its program', async () => {
    const controller = new AbortController();
    const answered = answerQuery('Wait', {
      model: agentModel([pythonPlan(['Wait'])]),
      coder: test.coder,
      way: 'plan-and-execute',
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === 'task-event' && event.event.type === 'output') controller.abort();
      },
    });
    await expect(answered).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => test.taskFolders()).toEqual([]);
    await expect.poll(() => test.auditRecords().at(-1)).toMatchObject({ status: 'cancelled' });
  });

  it('that needs no tool is answered in words', async () => {
    const model = fakeModel().respond(new AIMessage('The middle value.'));
    const { decision, turn } = await answerQuery('What does the word median mean?', {
      model,
      coder: test.coder,
    });
    expect(decision).toMatchObject({ route: 'chat', tools: [] });
    expect(turn).toEqual({ status: 'answered', text: 'The middle value.', calls: [] });
  });
});
