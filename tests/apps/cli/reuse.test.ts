import { expect, it } from 'vitest';
import { reusedNote } from '../../../src/apps/cli/reused-note.ts';
import { cli } from './scripted-cli.ts';

const reused = { auditId: '0123456789abcdef0123456789abcdef', approvedAt: '2025-03-01T10:00:00.000Z' };
const said = 'reused from 2025-03-01, approved in record 0123456789abcdef0123456789abcdef';

it('says where reused code comes from while it works and in the summary', async () => {
  const { stderr } = await cli(['What is it?'], {
    events: [{ type: 'code-generated', code: 'print(1)', generator: 'small', understood: null, reused }],
    result: { reused },
  });
  expect(stderr.replace(/\s+/g, ' ').split(said)).toHaveLength(3);
});

it('says nothing of the kind about new code', () => {
  expect(reusedNote(undefined)).toBe('');
  expect(reusedNote(reused)).toBe(`, ${said}`);
});

it('shows no control characters of a changed record', () => {
  expect(reusedNote({ ...reused, auditId: 'a\u001b[31mb' })).not.toContain('\u001b');
});

it('asks for new code with --no-cache, and leaves the choice to the configuration without it', async () => {
  for (const [argv, cache] of [
    [['q', '--no-cache'], false],
    [['q'], undefined],
  ] as const) {
    const { calls } = await cli([...argv]);
    const [, , options] = calls.find(([name]) => name === 'execute') as [string, string, { cache?: boolean }];
    expect(options.cache).toBe(cache);
  }
});
