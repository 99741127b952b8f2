/** A reply without the thoughts some models print before it; an unfinished thought leaves nothing. */
export function stripThinking(reply: string): string {
  const afterThought = reply.replace(/^\s*<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>|$)/i, '');
  return afterThought.replace(/^(?:(?!<think)[\s\S])*<\/think>/i, '').trim();
}
