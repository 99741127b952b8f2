/**
 * Names in angle brackets that chat templates and dialects give a meaning: turns, thoughts, calls, their parts and results.
 * A prefix is enough, as `tool` is for `tool_call`, `tool_response` and `tools`.
 */
const tags = [
  'tool',
  'function',
  'parameter',
  'invoke',
  'arg',
  'think',
  'minimax',
  'start_of_turn',
  'end_of_turn',
  'begin_of_text',
  'bos>',
  'eos>',
  's>',
];
const brackets = 'TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|AVAILABLE_TOOLS|INST|ARGS|CALL_ID|SYSTEM_PROMPT|THINK';
const marks = new RegExp(
  [`<(?=[|｜])`, `<(?=/?(?:${tags.join('|')}))`, `\\[(?=/?(?:${brackets})\\])`, `functool(?=s\\s*\\[)`].join(
    '|',
  ),
  'gi',
);

/** Text of others as a prompt may hold it: what a template or a parser would take for a mark of its own gets a space inside, and reads the same to a person. */
export function neutraliseMarks(text: string): string {
  return text.replace(marks, '$& ');
}
