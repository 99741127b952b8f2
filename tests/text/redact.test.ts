import { expect, it } from 'vitest';
import { createRedactor } from '../../src/text/redact.ts';
import { getsThrough } from '../helpers/gets-through.ts';

const redact = createRedactor(['the-configured-key', null, 'short']);

it.each([
  ['the configured key', 'x = "the-configured-key"', 'x = "[redacted]"'],
  ['an OpenAI key', 'key sk-proj-abc123DEF456ghi789 end', 'key [redacted] end'],
  ['a bearer token', 'Authorization: Bearer abcdefghijklmnop1234', 'Authorization: Bearer [redacted]'],
  ['basic credentials', 'authorization: Basic dXNlcjpwYXNzd29yZA==', 'authorization: Basic [redacted]'],
  ['the password of a URL', 'postgres://ann:s3cret@db/x', 'postgres://ann:[redacted]@db/x'],
  ['a password with @ in it', 'postgres://ann:s3@cret@db/x', 'postgres://ann:[redacted]@db/x'],
  ['a GitHub token', `ghp_${'a1'.repeat(18)}`, '[redacted]'],
  ['an AWS key', 'AKIAABCDEFGHIJKLMNOP', '[redacted]'],
  ['a Google key', `AIza${'b'.repeat(35)}`, '[redacted]'],
  ['a Slack token', 'xoxb-1234567890-abc', '[redacted]'],
])('replaces %s', (_, text, safe) => {
  expect(redact(text)).toEqual({ text: safe, count: 1 });
  expect(redact(safe)).toEqual({ text: safe, count: 0 });
});

it.each([
  'task-force sk-learn is sk-short',
  'sk-ip-over-all-these-words-please',
  'bearer of bad news',
  'https://host:8080/path?to=ann@host',
  'short',
  "rows = table['a':'b']; mail = 'ann@host'",
  'a'.repeat(64),
])('leaves %j alone', (text) => {
  expect(redact(text)).toEqual({ text, count: 0 });
});

it('counts every place', () => {
  expect(redact('the-configured-key, the-configured-key, http://a:b@c')).toMatchObject({ count: 3 });
});

it('keeps JSON text JSON', () => {
  const json = JSON.stringify({ url: 'http://a:b', mail: 'c@d', other: '://x:y', end: '@' });
  expect(JSON.parse(redact(json).text)).toEqual(JSON.parse(json));
});

it('gets through hostile text', async () => {
  const parts = ['://', 'sk-', 'bearer ', '://:', 'sk-1', 'a:'];
  const texts = parts.map((part) => part.repeat(2 ** 20 / part.length));
  expect(await getsThrough({ file: 'text/redact.js', call: 'module.createRedactor([])' }, texts)).toBe(true);
});
