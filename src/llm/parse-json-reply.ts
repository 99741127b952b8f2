import { fencedBlocks } from './fenced-blocks.ts';

/** The JSON object in a chatty reply: the whole text, a fenced block, or the outermost braces; undefined when there is none. */
export function parseJsonReply(reply: string): object | undefined {
  const fenced = fencedBlocks(reply).filter(({ language }) => language === 'json' || language === '');
  const braces = reply.slice(Math.max(reply.indexOf('{'), 0), reply.lastIndexOf('}') + 1);
  for (const candidate of [reply, ...fenced.map(({ text }) => text), braces]) {
    const value = parseObject(candidate);
    if (value !== undefined) return value;
  }
  return undefined;
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
