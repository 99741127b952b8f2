import { anyOf } from '../text/any-of.ts';
import { fencedBlocks } from './fenced-blocks.ts';
import { endTokens, thoughtTags } from './thought-tags.ts';

const thoughts = thoughtTags.map(
  ({ opens, closes }) =>
    [new RegExp(`^(?:${anyOf(opens).source})`, 'i'), new RegExp(anyOf(closes).source, 'i')] as const,
);
/** A thought whose opening tag the server's chat template ate; a tag inside a string of a program is none. */
const closingAlone = /^(?:(?!<think|```)[\s\S])*<\/think(?:ing)?>(?!["'])/i;
/** Wrappers around the answer itself. */
const wrappers =
  /^(?:<answer>|<\|begin_of_solution\|>|<\|python_tag\|>)|(?:<\/answer>|<\|end_of_solution\|>)$/g;
const selfTalk = new RegExp(`(?<!["'])(?:${anyOf(endTokens).source}|</s>$)[\\s\\S]*`);

/**
 * A reply without the thoughts and control tokens some models print around it. A thought that never ends leaves nothing,
 * unless the model stopped by itself: then the last complete block in it is the answer. A reply that is JSON stays as it is:
 * what looks like a tag in it is text that the model quotes.
 */
export function stripThinking(reply: string, { isCutOff = false }: { isCutOff?: boolean } = {}): string {
  if (isJsonObject(reply)) return reply.trim();
  let text = finalChannel(reply).trim();
  for (let before = ''; before !== text; ) {
    before = text;
    for (const [open, close] of thoughts) {
      if (!open.test(text)) continue;
      const end = close.exec(text);
      if (end === null) return isCutOff ? '' : lastBlock(text);
      text = text.slice(end.index + end[0].length).trim();
    }
  }
  return text.replace(closingAlone, '').replace(selfTalk, '').trim().replace(wrappers, '').trim();
}

function isJsonObject(reply: string): boolean {
  if (!/^\s*\{/.test(reply)) return false;
  try {
    JSON.parse(reply);
    return true;
  } catch {
    return false;
  }
}

/** What gpt-oss says in its final channel, else in a call of a tool; a server without its parser leaves the channels in the text. */
function finalChannel(reply: string): string {
  const messages = [
    ...reply.matchAll(
      /<\|channel\|>(\w+)[^\n]{0,200}?<\|message\|>([\s\S]*?)(?=<\|(?:end|return|call|start|channel)\|>|$)/g,
    ),
  ];
  if (messages.length > 0) {
    const said = (channel: string) => messages.findLast(([, name]) => name === channel)?.[2];
    return said('final') ?? said('commentary') ?? `<think>${said('analysis') ?? ''}`;
  }
  return reply.replace(/^\s*analysis(?=[A-Z\s])[\s\S]*?assistant\s?final/, '');
}

function lastBlock(thought: string): string {
  const block = fencedBlocks(thought).findLast(({ isClosed }) => isClosed);
  return block ? `\`\`\`${block.language}\n${block.text}\n\`\`\`` : '';
}
