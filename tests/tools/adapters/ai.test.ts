import { generateText, isToolUIPart, readUIMessageStream, stepCountIs, streamText, type ToolSet } from 'ai';
import { MockLanguageModelV3, simulateReadableStream } from 'ai/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AiToolOutput, aiTool, aiTools } from '../../../src/tools/adapters/ai.ts';
import { createExecutePythonTool } from '../../../src/tools/execute-python-tool.ts';
import type { ToolReply } from '../../../src/tools/tool.ts';
import { type TestCoder, testCoder } from '../../helpers/test-coder.ts';
import { aiModel, aiUsage } from './frameworks.ts';

let test: TestCoder;

beforeAll(async () => {
  test = await testCoder(null);
});
afterAll(() => test[Symbol.asyncDispose]());

const tools = (): ToolSet => aiTools({ coder: test.coder, tools: ['execute_python'] });
const writing = { name: 'execute_python', args: { code: `open('a.txt', 'w').write('x')\nprint(1)` } };

/** A model that streams one call and then ends. */
function streamingModel({ name, args }: typeof writing): MockLanguageModelV3 {
  const finish = (unified: 'stop' | 'tool-calls') =>
    ({ type: 'finish', finishReason: { unified, raw: undefined }, usage: aiUsage }) as const;
  const call = {
    type: 'tool-call',
    toolCallId: 'call-1',
    toolName: name,
    input: JSON.stringify(args),
  } as const;
  return new MockLanguageModelV3({
    doStream: [
      { stream: simulateReadableStream({ chunks: [call, finish('tool-calls')] }) },
      { stream: simulateReadableStream({ chunks: [finish('stop')] }) },
    ],
  });
}

describe('the tools of the AI SDK', () => {
  it('stand under their names', () => {
    expect(Object.keys(aiTools())).toEqual(['python_coder', 'describe_files']);
  });

  it('yield progress as preliminary results, and their reply as the last one', async () => {
    const { fullStream } = streamText({
      model: streamingModel(writing),
      tools: tools(),
      prompt: 'Do it.',
      stopWhen: stepCountIs(3),
    });
    const outputs: { output: AiToolOutput; preliminary: boolean }[] = [];
    for await (const part of fullStream)
      if (part.type === 'tool-result')
        outputs.push({ output: part.output, preliminary: part.preliminary === true });
    const running = outputs.filter(({ output }) => output.state === 'running');
    expect(running.map(({ output }) => output)).toContainEqual({
      state: 'running',
      progress: 'Running the program',
    });
    expect(running.every(({ preliminary }) => preliminary)).toBe(true);
    expect(outputs.at(-1)).toMatchObject({
      preliminary: false,
      output: { state: 'finished', isError: false, data: { status: 'succeeded' }, images: [] },
    });
  });

  it('do not tell a browser where the files are that were written', async () => {
    const stream = streamText({
      model: streamingModel(writing),
      tools: tools(),
      prompt: 'Do it.',
      stopWhen: stepCountIs(3),
    }).toUIMessageStream();
    const messages = [];
    for await (const message of readUIMessageStream({ stream })) messages.push(message);
    const part = messages.at(-1)?.parts.find(isToolUIPart);
    expect(part).toMatchObject({
      state: 'output-available',
      output: { data: { artifacts: [{ name: 'a.txt' }] } },
    });
    expect(JSON.stringify(messages)).not.toContain(test.folder);
  });

  it('mark what the model reads of a failed call as an error', async () => {
    const model = aiModel({ name: 'execute_python', args: { code: 'import subprocess' } });
    await generateText({ model, tools: tools(), prompt: 'Do it.', stopWhen: stepCountIs(3) });
    expect(model.doGenerateCalls[1]?.prompt.at(-1)?.content).toMatchObject([
      {
        type: 'tool-result',
        output: { type: 'error-text', value: expect.stringMatching(/^Status: rejected\n/) },
      },
    ]);
  });

  it('stop the program when whoever reads their results leaves', async () => {
    const { promise, resolve } = withResolvers();
    const definition = createExecutePythonTool({ coder: test.coder });
    const { execute } = aiTool(definition, { onReply: resolve });
    const code = 'import time\ntime.sleep(60)';
    const results = execute?.({ code }, { toolCallId: 'call-1', messages: [] });
    for await (const result of results as AsyncIterable<AiToolOutput>)
      if (result.state === 'running' && result.progress === 'Running the program') break;
    expect(await promise).toMatchObject({ output: { status: 'cancelled' } });
    expect(test.taskFolders()).toEqual([]);
  });

  it('let the framework ask for its own approval before ours', async () => {
    const model = aiModel(writing);
    const asking = Object.entries(tools()).map(([name, tool]) => [name, { ...tool, needsApproval: true }]);
    const { content } = await generateText({ model, tools: Object.fromEntries(asking), prompt: 'Do it.' });
    expect(content).toContainEqual(expect.objectContaining({ type: 'tool-approval-request' }));
    expect(content).not.toContainEqual(expect.objectContaining({ type: 'tool-result' }));
  });
});

function withResolvers() {
  let resolve: (reply: ToolReply) => void = () => undefined;
  const promise = new Promise<ToolReply>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
