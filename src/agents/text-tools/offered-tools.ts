import type { BindToolsInput } from '@langchain/core/language_models/chat_models';
import { convertToOpenAITool } from '@langchain/core/utils/function_calling';
import { z } from 'zod';
import { CoderError } from '../../errors/coder-error.ts';
import { cleanText } from '../../text/clean-text.ts';
import type { OfferedTool } from '../../tools/parsing/tool-call-parser.ts';
import { wireName } from '../../tools/wire-name.ts';
import { neutraliseMarks } from './neutralise-marks.ts';

const maxDescriptionChars = 8_000;

const givenSchema = z.object({
  function: z.object({
    name: z.string().min(1),
    description: z.string().default(''),
    parameters: z.record(z.string(), z.unknown()).default({ type: 'object', properties: {} }),
  }),
});
const choiceSchema = z.union([
  z.string(),
  z.object({ function: z.object({ name: z.string() }) }).transform((choice) => choice.function.name),
  z.object({ name: z.string() }).transform(({ name }) => name),
  z.object({ type: z.string() }).transform(({ type }) => type),
]);

/** What a model may call in one reply, and whether it must. */
export interface Offer {
  tools: OfferedTool[];
  forced: boolean;
}

/** The tools of a request as a prompt may show them, chosen from as it wants. Throws `config-invalid` for what can't be called in text. */
export function readOffer(given: readonly BindToolsInput[], choice: unknown): Offer {
  const tools = given.map(offered);
  const wanted = choice === undefined || choice === null ? 'auto' : choiceSchema.parse(choice);
  if (wanted === 'none') return { tools: [], forced: false };
  if (wanted === 'auto') return { tools, forced: false };
  if (wanted === 'any' || wanted === 'required') return { tools, forced: tools.length > 0 };
  const named = tools.filter(({ name }) => name === wanted);
  if (named.length > 0) return { tools: named, forced: true };
  throw unusable(`There is no tool ${JSON.stringify(wanted)} to choose.`);
}

function offered(tool: BindToolsInput): OfferedTool {
  const parsed = givenSchema.safeParse(convertToOpenAITool(tool as never));
  if (!parsed.success)
    throw unusable('A tool without a function, as providers have them, can not be called in text.');
  const { name, description, parameters } = parsed.data.function;
  return {
    name: wireName(name),
    description: neutraliseMarks(cleanText(description, maxDescriptionChars)),
    parameters: JSON.parse(neutraliseMarks(JSON.stringify(parameters))),
  };
}

function unusable(problem: string): CoderError {
  return new CoderError(problem, { code: 'config-invalid' });
}
