import type { Issue } from '../contracts/issue.ts';
import { type Brief, briefWords } from './brief.ts';
import { bytesWithin } from './estimate-tokens.ts';
import type { Prompts, RenderedPrompt, Words } from './load-prompts.ts';
import { numberLines } from './number-lines.ts';
import { renderData } from './render-data.ts';
import { renderFunctions } from './render-functions.ts';

/** What a model is assumed to take when neither its server nor the configuration says: what small local models have. */
export const assumedContextTokens = 8_192;
/** The part of a model's context that is kept free for its reply. */
const replyShare = 0.2;
const smallestData = 4_000;
const largestData = 40_000;
/** The part of the room for data that the list of functions may take, within these bounds. */
const functionsShare = 0.4;
const fewestFunctions = 1_500;
const mostFunctions = 6_000;

interface Material {
  /** The program that is reviewed or modified. */
  code: string;
  issues?: readonly Issue[] | undefined;
}

/** A prompt that fits the model's context: what people wrote stays whole, and the descriptions of files take the room that is left. */
export function renderTask(
  prompts: Prompts,
  brief: Brief,
  task: { name: 'generate' } | ({ name: 'review' | 'modify' } & Material),
): RenderedPrompt {
  const { files, query, context = '', functions = [], contextTokens = assumedContextTokens } = brief;
  const { name, code, issues } = { code: '', issues: undefined, ...task };
  const words = { ...briefWords(brief), ...(name !== 'generate' && { code: numberLines(code) }) };
  const question = `${query}\n${context}`;
  const plain = (data: string) => prompts.render(name, { ...words, data } as Words<typeof name>);
  const roomIn = ({ system, user }: RenderedPrompt) =>
    bytesWithin(contextTokens * (1 - replyShare)) - Buffer.byteLength(system + user);
  const maxBytes = clamp(roomIn(plain('')) * functionsShare, fewestFunctions, mostFunctions);
  const listed = functions.length > 0 ? renderFunctions(functions, { maxBytes, question }) : null;
  const render = (data: string) =>
    listed === null
      ? plain(data)
      : prompts.render('declared-functions', { ...plain(data), functions: listed });
  const room = clamp(roomIn(render('')), smallestData, largestData);
  return render(renderData({ files, issues }, { maxBytes: room, question }));
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
