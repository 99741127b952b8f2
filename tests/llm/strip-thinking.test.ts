import { expect, it } from 'vitest';
import { stripThinking } from '../../src/llm/strip-thinking.ts';

it.each([
  { reply: '<think>a</think>b', left: 'b', name: 'a thought before the reply' },
  { reply: '\n<thinking>a\n</thinking>\n b ', left: 'b', name: 'a thought with the long tag' },
  { reply: 'a thought without its opening tag</think>b', left: 'b', name: 'a closing tag alone' },
  { reply: '<think>a', left: '', name: 'a thought that never ends' },
  {
    reply: '<think>a\n```py\nx\n```\nb\n```py\ny\n```\nc',
    left: '```py\ny\n```',
    name: 'the last block of a thought that never ends',
  },
  { reply: 'print("<think>")', left: 'print("<think>")', name: 'a tag inside the reply' },
  { reply: 'x = "<think>a</think>"', left: 'x = "<think>a</think>"', name: 'both tags inside the reply' },
  { reply: '{"column": "a</think>b"}', left: '{"column": "a</think>b"}', name: 'a tag quoted in JSON' },
  {
    reply: '{"column": "a <|im_end|> <|channel|>final<|message|>b"}',
    left: '{"column": "a <|im_end|> <|channel|>final<|message|>b"}',
    name: 'control tokens quoted in JSON',
  },
])('leaves what is meant for the reader: $name', ({ reply, left }) => {
  expect(stripThinking(reply)).toBe(left);
});

it('leaves nothing of a thought that a limit cut off', () => {
  expect(stripThinking('<think>a\n```py\nx\n```\nb', { isCutOff: true })).toBe('');
});
