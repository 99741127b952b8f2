import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerQuery } from '../../../src/agents/answer-query.ts';
import { createChatModel } from '../../../src/agents/chat-model.ts';
import { createReactAgent } from '../../../src/agents/react/react-agent.ts';
import type { ApprovalRequest } from '../../../src/contracts/approval.ts';
import { BuiltinTools } from '../../../src/tools/builtin/builtin-tools.ts';
import { createExecutePythonCodeTool } from '../../../src/tools/builtin/execute-python-code-tool.ts';
import { dialects } from '../../../src/tools/parsing/dialects.ts';
import { type FakeReply, fakeOpenAiServer, status } from '../../helpers/fake-openai-server.ts';
import { program, type TestCoder, testCoder } from '../../helpers/test-coder.ts';
import { switchedModel } from '../react/switched-model.ts';

const query = 'Mean salary by department in pay.csv';
const means = program(
  "import pandas as pd\nprint(pd.read_csv('pay.csv').groupby('department')['salary'].mean().to_string())",
);
const answer = 'IT earns 40 on average, Sales 15.';
const coderModel = switchedModel();
let room: TestCoder;
let pay: string;

beforeAll(async () => {
  room = await testCoder(coderModel.model, { model: { review: 'never' }, cache: false });
  pay = await room.file('pay.csv', 'department,salary\nSales,10\nSales,20\nIT,40\n');
});
afterAll(() => room[Symbol.asyncDispose]());
beforeEach(() => coderModel.writes());

/** A server whose model knows no tools, with the model as `ask` and `chat` have it. */
async function textOnly(replies: FakeReply[], toolDialect = 'auto') {
  const server = await fakeOpenAiServer({ replies });
  const model = await createChatModel({
    config: {
      apiKey: 'k',
      model: { baseUrl: server.baseUrl, name: 'small', maxRetries: 0, toolDialect },
    },
  });
  return { server, model, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

function builtins(shared: Parameters<typeof createExecutePythonCodeTool>[0]): BuiltinTools {
  return new BuiltinTools([createExecutePythonCodeTool(shared)]);
}

describe.each(Object.keys(dialects))('an agent whose model writes calls as %s', (name) => {
  it('answers with its tools, although the server refuses native ones', async () => {
    const dialect = dialects[name as keyof typeof dialects];
    const call = dialect?.renderCalls([{ name: 'python_coder', arguments: { query, files: ['pay.csv'] } }]);
    await using served = await textOnly([status(400), `Let me compute that.\n${call}`, answer], name);
    coderModel.writes(means);
    const agent = createReactAgent({ model: served.model, coder: room.coder, builtins });
    const conversation = await agent.open();
    const turn = await conversation.send('Who earns what?', { files: [pay] });
    expect(turn).toMatchObject({
      status: 'answered',
      text: answer,
      calls: [{ name: 'python_coder', input: { query, files: ['pay.csv'] }, reply: { status: 'succeeded' } }],
    });
    const last = served.server.chats.at(-1)?.messages ?? [];
    expect(last.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(last[0]?.content).toContain('python_coder');
    expect(last[3]?.content).toMatch(/IT\s+40/);
    expect(served.server.chats.map((body) => 'tools' in body)).toEqual([true, false, false]);
  });
});

describe('an agent whose model writes calls', () => {
  it('asks a person before it runs a program from a fence, and goes on with what it printed', async () => {
    const fence = '```python\nprint(20 + 10)\n```';
    await using served = await textOnly([status(400), `I compute it:\n${fence}`, 'It is 30.']);
    const asked: ApprovalRequest[] = [];
    const ask = (request: ApprovalRequest) => {
      asked.push(request);
      return { action: 'approve' as const };
    };
    const agent = createReactAgent({ model: served.model, coder: room.coder, builtins, approval: { ask } });
    const turn = await (await agent.open()).send('20+10?');
    expect(turn).toMatchObject({
      text: 'It is 30.',
      calls: [{ name: 'builtin_execute_python_code', reply: { status: 'succeeded' } }],
    });
    expect(asked.map(({ code }) => code)).toEqual(['print(20 + 10)\n']);
    expect(served.server.chats.at(-1)?.messages.at(-1)?.content).toContain('30');
  });

  it('pauses where nobody can be asked, and runs the program once it is approved', async () => {
    await using served = await textOnly([status(400), '```python\nprint(7)\n```', 'Seven.']);
    const agent = createReactAgent({ model: served.model, coder: room.coder, builtins });
    const conversation = await agent.open();
    const paused = await conversation.send('Seven?');
    const request = await conversation.waitingFor();
    expect(paused).toMatchObject({ status: 'approval-required', approvalRequest: { code: 'print(7)\n' } });
    const turn = await conversation.decide(request as ApprovalRequest, { action: 'approve' });
    expect(turn).toMatchObject({
      status: 'answered',
      text: 'Seven.',
      calls: [{ reply: { status: 'succeeded' } }],
    });
  });

  it('takes a fence for text where the tool is not among its own', async () => {
    const reply = 'Use this:\n```python\nprint(7)\n```';
    await using served = await textOnly([status(400), reply]);
    const turn = await (await createReactAgent({ model: served.model, coder: room.coder }).open()).send(
      'How?',
    );
    expect(turn).toMatchObject({ status: 'answered', text: reply, calls: [] });
  });

  it('hides the built-in tool from a model with native calls, and performs its fences on demand', async () => {
    const fence = 'Here it is:\n```python\nprint(20 + 10)\n```';
    await using served = await textOnly([fence, 'It is 30.', 'Bye.']);
    const agent = createReactAgent({
      model: served.model,
      coder: room.coder,
      builtins,
      approval: { ask: () => ({ action: 'approve' }) },
    });
    const conversation = await agent.open();
    await conversation.send('20+10?');
    const turn = await conversation.reparse();
    expect(turn).toMatchObject({
      status: 'answered',
      text: 'It is 30.',
      calls: [
        {
          name: 'builtin_execute_python_code',
          input: { code: expect.stringContaining('print(20 + 10)') },
          reply: { status: 'succeeded' },
        },
      ],
    });
    const offered = served.server.chats.map((body) =>
      JSON.stringify((body as { tools?: object[] }).tools ?? []),
    );
    expect(offered[0]).toContain('python_coder');
    expect(offered.join('')).not.toContain('builtin');
    expect(await conversation.reparse()).toBe('There is no tool call in the last reply.');
    const messages = await conversation.messages();
    expect(messages.map(({ type }) => type)).toEqual(['human', 'ai', 'tool', 'ai']);
    await conversation.send('Thanks.');
    expect((await conversation.messages()).at(-1)?.text).toBe('Bye.');
  });

  it('follows a plan where the server refuses schemas and tools', async () => {
    const step = { task: query, tool: 'python_coder', files: ['pay.csv'] };
    const fenced = (value: object) => `\`\`\`json\n${JSON.stringify(value)}\n\`\`\``;
    await using served = await textOnly([
      status(400),
      fenced({ steps: [step] }),
      fenced({ finding: 'IT earns most.', next: 'answer' }),
      answer,
    ]);
    coderModel.writes(means);
    const { turn } = await answerQuery('Find who earns most', {
      model: served.model,
      coder: room.coder,
      files: [pay],
      way: 'plan-and-execute',
    });
    expect(turn).toMatchObject({
      status: 'answered',
      text: answer,
      calls: [{ reply: { status: 'succeeded' } }],
    });
  });

  it('shows the text of a streamed reply once, without the marks of calls', async () => {
    const dialect = Object.values(dialects)[0];
    const call = dialect?.renderCalls([{ name: 'describe_files', arguments: { files: ['pay.csv'] } }]);
    await using served = await textOnly([status(400), `Let me look.\n${call}`, answer]);
    const told: string[] = [];
    const conversation = await createReactAgent({ model: served.model, coder: room.coder }).open();
    await conversation.send('What is in it?', {
      files: [pay],
      onEvent: (event) => void (event.type === 'text' && told.push(event.text)),
    });
    expect(told.join('').replace(/\s/g, '')).toBe(`Let me look. ${answer}`.replace(/\s/g, ''));
  });
});
