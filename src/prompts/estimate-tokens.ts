/** Prose has four to five bytes per token, JSON and code three to four, and other scripts about three: this counts too many rather than too few. */
const bytesPerToken = 3;

/** Tokens a text has at most, whatever the model's tokenizer; an estimate that errs on the large side. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / bytesPerToken);
}

/** How many bytes of text surely fit in that many tokens. */
export function bytesWithin(tokens: number): number {
  return tokens * bytesPerToken;
}
