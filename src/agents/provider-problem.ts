import { cleanText } from '../text/clean-text.ts';
import { createRedactor } from '../text/redact.ts';

const maxChars = 400;
const redact = createRedactor([]);

/** What a provider or a framework said went wrong, short and without hidden characters and what looks like a key. */
export function providerProblem(cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return redact(cleanText(reason, maxChars)).text;
}
