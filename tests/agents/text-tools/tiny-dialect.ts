import type {
  ParsedText,
  ToolCallDialect,
  ToolCallParser,
  WrittenCall,
} from '../../../src/tools/parsing/tool-call-parser.ts';

const call = /<(?:tool_)?call>(.*?)<\/(?:tool_)?call>/gs;

function parse(text: string): ParsedText {
  const parsed: ParsedText = { calls: [], text: text.replace(call, '').trim(), faults: [] };
  for (const match of text.matchAll(call)) {
    const span = { start: match.index, end: match.index + match[0].length };
    try {
      const { name, arguments: given } = JSON.parse(match[1] as string) as WrittenCall;
      parsed.calls.push({ name, arguments: given, span, repairs: [] });
    } catch {
      parsed.faults.push({ reason: 'The arguments are no JSON.', span });
    }
  }
  return parsed;
}

const parser: ToolCallParser = {
  name: 'tiny',
  parse,
  stream: () => {
    let [whole, told] = ['', 0];
    return {
      push: (piece) => {
        whole += piece;
        const until = whole.indexOf('<');
        const text = whole.slice(told, until === -1 ? undefined : Math.max(until, told));
        told += text.length;
        return { calls: [], text };
      },
      end: () => ({ ...parse(whole), text: parse(whole.slice(told)).text }),
    };
  },
};

/** The smallest dialect there can be, for what does not depend on one. */
export const tiny: ToolCallDialect = {
  name: 'tiny',
  parser,
  renderTools: (tools) => `TOOLS ${JSON.stringify(tools)}`,
  renderCalls: (calls) =>
    calls
      .map(({ name, arguments: given }) => `<call>${JSON.stringify({ name, arguments: given })}</call>`)
      .join('\n'),
  renderResult: ({ name, text, isError }) => `RESULT ${name}${isError ? ' (failed)' : ''}: ${text}`,
};
