import type { OfferedTool, ToolCallDialect, WrittenCall } from '../tool-call-parser.ts';

export type RenderedCall = Pick<WrittenCall, 'name' | 'arguments'>;
export type Answer = Parameters<ToolCallDialect['renderResult']>[0];

/** The tools as JSON Schema, one on a line, in the shape of the OpenAI API that most templates print. */
export function toolLines(tools: readonly OfferedTool[]): string {
  return tools.map((tool) => safeJson({ type: 'function', function: tool })).join('\n');
}

/** JSON in which no tag stands, so nothing that a tool says of itself ends the list of tools. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('</', '\\u003c/')
    .replaceAll('<|', '\\u003c|')
    .replaceAll('<｜', '\\u003c｜');
}

/** What the system message says of tools: where they stand, and the form of a call. */
export function toolsText(
  tools: readonly OfferedTool[],
  form: { list: string; call: string; note?: string },
): string {
  const { list, call, note } = form;
  return [
    'You have tools. Call one where it helps; call none to answer the user.',
    `These are the tools, as JSON Schema:\n${list.replace('%', () => toolLines(tools))}`,
    `Write a call exactly like this, and nothing after it:\n${call}`,
    ...(note === undefined ? [] : [note]),
  ].join('\n\n');
}

/** How the example of a call names a tool and its arguments. */
export const exampleCall: RenderedCall = { name: 'tool_name', arguments: { argument_name: 'value' } };

const markers =
  /<(?=[|｜]|\/?(?:tool|function|think|invoke|parameter|arg_|minimax:|observation))|\[(?=\/?(?:TOOL|INST|AVAILABLE))/gi;

/** What a tool answered, with no marker that would end its block or begin a call. */
export function answerText({ text, isError }: Answer): string {
  return (isError ? `Error: ${text}` : text).replace(markers, (opening) => `${opening} `);
}
