import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { FormParser } from '../../../src/tools/parsing/call-form.ts';
import { type DialectName, dialects } from '../../../src/tools/parsing/dialects.ts';
import { executePythonName } from '../../../src/tools/parsing/python-tool-parser.ts';
import type { OfferedTool, ParsedText, ToolCallParser } from '../../../src/tools/parsing/tool-call-parser.ts';
import { createToolParser } from '../../../src/tools/parsing/tool-parser.ts';
import type { Random } from '../../files/fuzz/random.ts';

const folder = path.resolve(import.meta.dirname, '../../fixtures/tool-calls');

interface Row {
  trait: string;
  text: string;
  calls?: { name: string; arguments: Record<string, unknown> }[];
  code?: string[];
  left?: string;
  repairs?: string[];
  faults?: number;
  tools?: string[];
  schemas?: Record<string, Record<string, string | string[]>>;
}

export interface ToolCallFixture extends Omit<Row, 'tools'> {
  file: string;
  parser: FormParser;
  tools: OfferedTool[] | undefined;
  calls: { name: string; arguments: Record<string, unknown> }[];
}

/** What models write, with the parser that must read it; JSON and Python are read by the composite. */
export const toolCallFixtures: ToolCallFixture[] = readdirSync(folder)
  .sort()
  .flatMap((name) => {
    const file = path.basename(name, '.yaml');
    const rows = parse(readFileSync(path.join(folder, name), 'utf8')) as Row[];
    return rows.map((row) => ({
      ...row,
      file,
      parser: parserOf(file),
      tools: toolsOf(row),
      calls: callsOf(row),
    }));
  });

function parserOf(file: string): FormParser {
  if (file === 'python') return createToolParser();
  return dialects[file as DialectName].parser;
}

function callsOf({ calls, code = [] }: Row): ToolCallFixture['calls'] {
  return calls ?? code.map((text) => ({ name: executePythonName, arguments: { code: text } }));
}

function toolsOf({ tools, schemas }: Row): OfferedTool[] | undefined {
  if (schemas === undefined) return tools?.map((name) => offeredTool(name, {}));
  return Object.entries(schemas).map(([name, types]) =>
    offeredTool(name, Object.fromEntries(Object.entries(types).map(([key, type]) => [key, { type }]))),
  );
}

export function offeredTool(name: string, properties: Record<string, unknown>): OfferedTool {
  return { name, description: '', parameters: { type: 'object', properties } };
}

/** What a stream gives for the text in random pieces, as `parse` would say it. */
export function streamed(
  parser: ToolCallParser,
  text: string,
  { random, tools }: { random: Random; tools?: readonly OfferedTool[] | undefined },
): ParsedText {
  const stream = parser.stream({ tools });
  const whole: ParsedText = { calls: [], text: '', faults: [] };
  const longest = random.pick([1, 3, 12, 60]);
  for (let at = 0; at < text.length; ) {
    const length = 1 + random.below(longest);
    const { calls, text: left } = stream.push(text.slice(at, at + length));
    whole.calls.push(...calls);
    whole.text += left;
    at += length;
  }
  const { calls, text: left, faults } = stream.end();
  return { calls: [...whole.calls, ...calls], text: whole.text + left, faults };
}
