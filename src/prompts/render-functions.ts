import type { FunctionSignature } from '../contracts/function-library.ts';
import { cleanText } from '../text/clean-text.ts';
import { dataBlock } from './data-block.ts';
import { layoutJson } from './layout-json.ts';
import { namedIn } from './named-in.ts';

const maxFunctions = 40;
const signatureChars = 600;
const summaryChars = 240;
/** What is said of a function names it less surely than its own name. */
const summaryWeight = 0.5;

/** The declared functions in at most `maxBytes`, those that the question names first, with how many had to be left out. */
export function renderFunctions(
  functions: readonly FunctionSignature[],
  { maxBytes, question }: { maxBytes: number; question: string },
): string {
  const naming = namedIn(question);
  const weight = ({ name, summary }: FunctionSignature): number =>
    Math.max(naming(name), summaryWeight * naming(summary));
  const listed = functions
    .map((one) => ({ one, weight: weight(one) }))
    .sort((one, other) => other.weight - one.weight)
    .slice(0, maxFunctions)
    .map(({ one }) => ({
      signature: cleanText(one.signature, signatureChars),
      summary: cleanText(one.summary, summaryChars),
    }));
  while (listed.length > 1 && sizeOf(listed) > maxBytes) listed.pop();
  const missing = functions.length - listed.length;
  return dataBlock(
    layoutJson({
      functions: listed,
      ...(missing > 0 && { leftOutForSize: `${missing} of ${functions.length} functions` }),
    }),
  );
}

function sizeOf(listed: unknown): number {
  return Buffer.byteLength(layoutJson(listed, ' '));
}
