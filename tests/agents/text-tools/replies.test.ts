import { readFileSync } from 'node:fs';
import path from 'node:path';
import { HumanMessage } from '@langchain/core/messages';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Exchange } from '../../../src/agents/text-tools/exchange.ts';
import { readOffer } from '../../../src/agents/text-tools/offered-tools.ts';
import { replyParsers } from '../../../src/agents/text-tools/reply-parsers.ts';
import { loadPrompts } from '../../../src/prompts/load-prompts.ts';
import { langChainTool } from '../../../src/tools/adapters/langchain.ts';
import { createExecutePythonCodeTool } from '../../../src/tools/builtin/execute-python-code-tool.ts';
import { createDescribeFilesTool } from '../../../src/tools/describe-files-tool.ts';
import { dialects } from '../../../src/tools/parsing/dialects.ts';
import { createPythonCoderTool } from '../../../src/tools/python-coder-tool.ts';
import type { Tool } from '../../../src/tools/tool.ts';

interface Recorded {
  title: string;
  dialect: string;
  reply: string;
  text?: string;
  calls: { name: string; arguments: Record<string, unknown> }[];
}

const recorded = parse(readFileSync(path.join(import.meta.dirname, 'replies.yaml'), 'utf8')) as Recorded[];
const tools: Tool[] = [
  createPythonCoderTool() as Tool,
  createDescribeFilesTool() as Tool,
  createExecutePythonCodeTool() as Tool,
];
const offer = readOffer(
  tools.map((tool) => langChainTool(tool)),
  'auto',
);
const prompts = loadPrompts();

function exchange(name: string): Exchange {
  const dialect = dialects[name as keyof typeof dialects];
  if (dialect === undefined) throw new Error(`There is no dialect ${name}.`);
  return new Exchange([new HumanMessage('Which department earns most?')], offer, {
    dialect,
    parsers: replyParsers(dialect),
    prompts,
  });
}

describe('what small models write', () => {
  it.each(recorded)('is read: $title', ({ dialect, reply, text, calls }) => {
    const read = exchange(dialect).read(reply);
    expect(read.calls.map(({ name, args }) => ({ name, arguments: args }))).toEqual(calls);
    expect(read.problem).toBeNull();
    if (text !== undefined) expect(read.text.trim()).toBe(text);
  });

  it.each(recorded)('is read in pieces of any size: $title', ({ dialect, reply, calls }) => {
    for (const size of [1, 3, 7]) {
      const stream = exchange(dialect).stream();
      const pieces = reply.match(new RegExp(`.{1,${size}}`, 'gsu')) ?? [];
      const found = pieces.flatMap((piece) => stream.push(piece).calls);
      const names = [...found, ...stream.end().calls].map((call) => exchange(dialect).toolCall(call).name);
      expect(names).toEqual(calls.map(({ name }) => name));
    }
  });
});
