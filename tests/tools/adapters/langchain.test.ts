import { AIMessage, ToolMessage } from '@langchain/core/messages';
import { fakeModel } from '@langchain/core/testing';
import { createAgent } from 'langchain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ToolProgress } from '../../../src/tools/adapters/call-tool.ts';
import { langChainTool, langChainTools } from '../../../src/tools/adapters/langchain.ts';
import { createExecutePythonTool } from '../../../src/tools/execute-python-tool.ts';
import type { ToolReply } from '../../../src/tools/tool.ts';
import { type TestCoder, testCoder } from '../../helpers/test-coder.ts';

let test: TestCoder;

beforeAll(async () => {
  test = await testCoder(null);
});
afterAll(() => test[Symbol.asyncDispose]());

const executePython = () => langChainTool(createExecutePythonTool({ coder: test.coder }));

function agentThatRuns(...codes: string[]) {
  const calls = codes.map((code, index) => ({ name: 'execute_python', args: { code }, id: `call-${index}` }));
  const model = fakeModel().respondWithTools(calls).respond(new AIMessage('Done.'));
  return createAgent({ model, tools: [executePython()] });
}

describe('the LangChain tools', () => {
  it('are the two for questions unless others are named', () => {
    const names = (tools: { name: string }[]) => tools.map(({ name }) => name);
    expect(names(langChainTools())).toEqual(['python_coder', 'describe_files']);
    expect(names(langChainTools({ tools: ['execute_python'] }))).toEqual(['execute_python']);
  });

  it('carry the full reply as the artifact of the message', async () => {
    const { messages } = await agentThatRuns(`open('a.txt', 'w').write('x')\nprint(1)`).invoke({
      messages: 'Do it.',
    });
    const [message] = messages.filter((one) => ToolMessage.isInstance(one));
    expect(message).toMatchObject({ status: 'success', name: 'execute_python', tool_call_id: 'call-0' });
    expect(message?.artifact).toMatchObject({
      text: message?.content,
      output: { status: 'succeeded', artifacts: [{ name: 'a.txt' }] },
      result: { status: 'succeeded', artifacts: [{ name: 'a.txt', path: expect.any(String) }] },
    } satisfies Partial<Record<keyof ToolReply, unknown>>);
  });

  it('mark the message of a call that failed as an error, with its artifact', async () => {
    const { messages } = await agentThatRuns('import subprocess').invoke({ messages: 'Do it.' });
    const [message] = messages.filter((one) => ToolMessage.isInstance(one));
    expect(message).toMatchObject({ status: 'error', name: 'execute_python', tool_call_id: 'call-0' });
    expect(message?.artifact).toMatchObject({ isError: true, result: { status: 'rejected' } });
    expect(messages.at(-1)?.text).toBe('Done.');
  });

  it('show the model what was wrong with its arguments, and nothing of this host', async () => {
    const model = fakeModel()
      .respondWithTools([{ name: 'execute_python', args: { code: 1 }, id: 'a' }])
      .respond(new AIMessage('Done.'));
    await createAgent({ model, tools: [executePython()] }).invoke({ messages: 'Do it.' });
    const told = model.calls[1]?.messages.at(-1)?.text;
    expect(told).toMatch(/^Status: input-invalid\n/);
    expect(told).not.toMatch(/node_modules|file:/);
  });

  it('write each event into the custom stream of the graph, with the call it belongs to', async () => {
    const progress: ToolProgress[] = [];
    const stream = await agentThatRuns('print(1)', 'print(2)').stream(
      { messages: 'Do it.' },
      { streamMode: 'custom' },
    );
    for await (const chunk of stream) progress.push(chunk as ToolProgress);
    for (const [callId, text] of [
      ['call-0', '1\n'],
      ['call-1', '2\n'],
    ]) {
      const events = progress.filter((one) => one.callId === callId).map(({ event }) => event);
      expect(events).toContainEqual({ type: 'output', stream: 'stdout', text });
      expect(events.at(-1)).toMatchObject({ type: 'finished' });
    }
  });

  it('answer a plain call outside of a graph, and a tool call with a message', async () => {
    const tool = executePython();
    expect(await tool.invoke({ code: 'print(7)' })).toMatch(/^Status: succeeded\n/);
    expect(await tool.invoke({ code: 'import subprocess' })).toMatch(/^Status: rejected\n/);
    const call = {
      type: 'tool_call' as const,
      id: 'x',
      name: tool.name,
      args: { code: 'import subprocess' },
    };
    expect(await tool.invoke(call)).toMatchObject({ status: 'error', tool_call_id: 'x' });
    expect(await tool.invoke({})).toMatch(/^Status: input-invalid\n.*expected string[\s\S]*at code/);
  });
});
