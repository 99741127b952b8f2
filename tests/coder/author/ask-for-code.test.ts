import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { askForCode } from '../../../src/coder/author/ask-for-code.ts';
import type { ChatModel } from '../../../src/contracts/chat-model.ts';
import { openAiModel } from '../../../src/llm/open-ai-model.ts';
import { loadPrompts } from '../../../src/prompts/load-prompts.ts';
import { type FakeOpenAiServer, type FakeReply, fakeOpenAiServer } from '../../helpers/fake-openai-server.ts';

interface Row {
  model: string;
  trait: string;
  reply: string;
  finishReason?: string;
}

const rows: { programs: (Row & { code: string })[]; faults: (Row & { fault: string })[] } = parse(
  readFileSync(new URL('../../fixtures/model-replies.yaml', import.meta.url), 'utf8'),
);
const prompts = loadPrompts();
const request = { purpose: 'generate' as const, system: 'Write a program.', user: 'What is the average?' };
const whole = '```python\nprint(42)\n```';

/** What the model is told about each fault, and what people are told when it happens twice. */
const faults: Record<string, { reason: RegExp; told: RegExp }> = {
  empty: { reason: /Reason: it was empty/, told: /sent an empty reply twice/ },
  'cut-off': {
    reason: /Reason: it was cut off.*think less/,
    told: /was cut off twice.*model\.maxOutputTokens/,
  },
  unfinished: { reason: /Reason: its ```python block is not closed/, told: /./ },
  'no-program': {
    reason: /Reason: it holds no Python program/,
    told: /replied twice without a Python program/,
  },
};

function asReply({ reply, finishReason = 'stop' }: Row): FakeReply {
  return { kind: 'text', text: reply, finishReason };
}

function modelOf({ baseUrl }: FakeOpenAiServer): ChatModel {
  const patience = { timeoutMs: 10_000, maxRetries: 0, maxOutputTokens: 500 };
  return openAiModel({ baseUrl, apiKey: null, name: 'small', ...patience }, prompts);
}

describe('a reply with a program', () => {
  it.each(rows.programs)('of $model is understood at once: $trait', async (row) => {
    await using server = await fakeOpenAiServer({ replies: [asReply(row), whole] });
    const { code, usage } = await askForCode(request, modelOf(server), prompts);
    expect(code).toBe(row.code);
    expect(usage).toEqual({ inputTokens: 10, outputTokens: 5 });
  });
});

describe('a reply without a whole program', () => {
  it.each(rows.faults)('of $model is asked for again with the reason, and paid for: $trait', async (row) => {
    await using server = await fakeOpenAiServer({ replies: [asReply(row), whole] });
    const { code, usage } = await askForCode(request, modelOf(server), prompts);
    expect(code).toBe('print(42)\n');
    expect(usage).toEqual({ inputTokens: 20, outputTokens: 10, calls: 2 });
    expect(server.chats[1]?.messages[1]?.content).toMatch(faults[row.fault]?.reason as RegExp);
  });

  it.each(rows.faults.filter(({ fault }) => fault !== 'unfinished'))(
    'of $model is a clear fault of the model when it comes twice, and nothing of it runs: $trait',
    async (row) => {
      await using server = await fakeOpenAiServer({ replies: [asReply(row), asReply(row), whole] });
      const asked = askForCode(request, modelOf(server), prompts);
      const message = expect.stringMatching(faults[row.fault]?.told as RegExp);
      await expect(asked).rejects.toMatchObject({ code: 'model-failed', message });
      expect(server.chats).toHaveLength(2);
    },
  );

  it('goes to verification when it only looks incomplete for the second time', async () => {
    const broken = '```python\nprint(sum([1, 2)';
    await using server = await fakeOpenAiServer({ replies: [broken, broken] });
    expect(await askForCode(request, modelOf(server), prompts)).toMatchObject({ code: 'print(sum([1, 2)\n' });
  });

  it('is quoted in the error, without hidden characters and only its beginning', async () => {
    const refusal = `I can't\u202e help. ${'Really. '.repeat(200)}`;
    await using server = await fakeOpenAiServer({ replies: [refusal, refusal] });
    const message = await askForCode(request, modelOf(server), prompts).catch(
      (error: Error) => error.message,
    );
    expect(message).toContain('It said: "I can\'t help. Really.');
    expect(String(message).length).toBeLessThan(500);
  });
});

it('finds the answer where a server took it for a part of the thoughts', async () => {
  const message = { role: 'assistant', content: null, reasoning_content: `So the program is\n${whole}` };
  const body = JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'stop' }] });
  await using server = await fakeOpenAiServer({ replies: [{ kind: 'body', body }] });
  expect((await askForCode(request, modelOf(server), prompts)).code).toBe('print(42)\n');
});

it('has at least forty true-to-life replies', () => {
  expect(rows.programs.length + rows.faults.length).toBeGreaterThanOrEqual(40);
  expect(new Set([...rows.programs, ...rows.faults].map(({ trait }) => trait)).size).toBe(
    rows.programs.length + rows.faults.length,
  );
});
