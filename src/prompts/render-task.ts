import type { Issue } from '../contracts/issue.ts';
import { type Brief, briefWords } from './brief.ts';
import { bytesWithin } from './estimate-tokens.ts';
import type { Prompts, RenderedPrompt, Words } from './load-prompts.ts';
import { numberLines } from './number-lines.ts';
import { renderData } from './render-data.ts';

/** What a model is assumed to take when neither its server nor the configuration says: what small local models have. */
export const assumedContextTokens = 8_192;
/** The part of a model's context that is kept free for its reply. */
const replyShare = 0.2;
const smallestData = 4_000;
const largestData = 40_000;

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
  const { files, query, context = '', contextTokens = assumedContextTokens } = brief;
  const { name, code, issues } = { code: '', issues: undefined, ...task };
  const words = { ...briefWords(brief), ...(name !== 'generate' && { code: numberLines(code) }) };
  const render = (data: string) => prompts.render(name, { ...words, data } as Words<typeof name>);
  const bare = render('');
  const room = bytesWithin(contextTokens * (1 - replyShare)) - Buffer.byteLength(bare.system + bare.user);
  const maxBytes = Math.min(Math.max(room, smallestData), largestData);
  return render(renderData({ files, issues }, { maxBytes, question: `${query}\n${context}` }));
}
