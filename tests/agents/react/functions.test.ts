import { randomUUID } from 'node:crypto';
import { AIMessage } from '@langchain/core/messages';
import { MemorySaver } from '@langchain/langgraph';
import { fakeModel } from 'langchain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerQuery } from '../../../src/agents/answer-query.ts';
import { createReactAgent } from '../../../src/agents/react/react-agent.ts';
import { sha256 } from '../../../src/text/sha256.ts';
import { type FakeFunctions, fakeFunctions } from '../../helpers/fake-functions.ts';
import { type TestCoder, testCoder } from '../../helpers/test-coder.ts';

let test: TestCoder;
let functions: FakeFunctions;

beforeAll(async () => {
  test = await testCoder(null);
  const path = await test.file('made.csv', 'a\n1\n');
  const artifact = { name: 'made.csv', mediaType: 'text/csv', bytes: 4, sha256: sha256('a\n1\n'), path };
  const table = { type: 'string', format: 'path' };
  functions = fakeFunctions([
    { name: 'make', run: () => ({ result: 'made', artifacts: [artifact] }) },
    { name: 'count', parameters: { type: 'object', properties: { table } }, run: () => ({ result: 1 }) },
  ]);
});
afterAll(() => test[Symbol.asyncDispose]());

const calling = (name: string, args: Record<string, unknown>) =>
  fakeModel()
    .respondWithTools([{ name, args, id: randomUUID() }])
    .respond(new AIMessage('Done.'));

describe('an agent with declared functions', () => {
  it('calls one, keeps what it wrote, and finds it again in another process', async () => {
    const options = { coder: test.coder, functions, checkpointer: new MemorySaver() };
    const thread = randomUUID();
    const first = await createReactAgent({ ...options, model: calling('make', {}) }).open(thread);
    const turn = await first.send('Make it.');
    expect(turn.calls).toMatchObject([
      {
        name: 'make',
        reply: { status: 'succeeded', auditId: 'a'.repeat(32), artifacts: [{ name: 'made.csv' }] },
      },
    ]);
    const model = calling('count', { table: 'made.csv' });
    const later = await createReactAgent({ ...options, model }).open(thread);
    expect(later.files).toEqual(['made.csv']);
    await later.send('Count it.');
    expect(functions.calls.at(-1)).toMatchObject({
      name: 'count',
      values: { table: 'made.csv' },
      options: { files: [{ name: 'made.csv' }] },
    });
  });

  it('answers with them where words alone would do otherwise', async () => {
    const query = 'Hello, how are you?';
    const without = await answerQuery(query, {
      model: fakeModel().respond(new AIMessage('Well.')),
      coder: test.coder,
    });
    expect(without.decision.route).toBe('chat');
    const { decision, turn } = await answerQuery(query, {
      model: calling('make', {}),
      coder: test.coder,
      functions,
    });
    expect(decision).toMatchObject({
      route: 'react',
      reasons: expect.arrayContaining(['There are functions to call.']),
    });
    expect(turn).toMatchObject({ status: 'answered', calls: [{ name: 'make' }] });
  });

  it('refuses one that is called like a tool of its own', async () => {
    const clashing = fakeFunctions([{ name: 'describe_files' }]);
    const agent = createReactAgent({ model: fakeModel(), coder: test.coder, functions: clashing });
    await expect(agent.open()).rejects.toMatchObject({ code: 'config-invalid' });
  });
});
