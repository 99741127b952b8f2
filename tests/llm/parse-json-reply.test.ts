import { expect, it } from 'vitest';
import { parseJsonReply } from '../../src/llm/parse-json-reply.ts';
import { getsThrough } from '../helpers/gets-through.ts';

it.each([
  ['bare JSON', '{"a": 1}'],
  ['a JSON block after prose', 'Here it is:\n```json\n{"a": 1}\n```\nDone.'],
  ['a block without a language', '```\n{"a": 1}\n```'],
  ['a JSON block after a Python block', '```python\nx = {1}\n```\n```json\n{"a": 1}\n```'],
  ['a block that is never closed', '```json\n{"a": 1}\n'],
  ['JSON between prose', 'The verdict is {"a": 1}. Good luck!'],
  ['an indented block', '1. Result\n   ```json\n   {"a":\n    1}\n   ```'],
])('reads %s', (_, reply) => {
  expect(parseJsonReply(reply)).toEqual({ a: 1 });
});

it.each([
  ['after one it quotes', 'The program prints {"a": 9}. The verdict is {"a": 1}.'],
  ['after a block it quotes', 'It prints\n```json\n{"a": 9}\n```\nThe verdict is {"a": 1}.'],
  ['after a draft in a block', '```json\n{"a": 9}\n```\nCorrected:\n```json\n{"a": 1}\n```'],
])('takes the object %s', (_, reply) => {
  expect(parseJsonReply(reply)).toEqual({ a: 1 });
});

it.each(['', 'no', '"text"', '3', 'null', '{"a": ', '}{'])('finds no object in %j', (reply) => {
  expect(parseJsonReply(reply)).toBeUndefined();
});

it('gets through hostile text', async () => {
  const texts = ['{', '{"', '"\\', '{}'].map((part) => part.repeat(200_000 / part.length));
  const work = { file: 'llm/parse-json-reply.js', call: 'module.parseJsonReply' };
  expect(await getsThrough(work, texts)).toBe(true);
});

it('keeps line breaks a model wrote inside a string', () => {
  expect(parseJsonReply('{"code": "a\nb"}')).toEqual({ code: 'a\nb' });
});
