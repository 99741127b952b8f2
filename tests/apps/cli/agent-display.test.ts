import { expect, it } from 'vitest';
import { showAgentEvent } from '../../../src/apps/cli/agent-display.ts';
import type { Row } from '../../../src/apps/cli/event-rows.ts';
import type { LiveDisplay } from '../../../src/apps/cli/live-display.ts';

it('shows whatever a model gave as arguments on one line', () => {
  const told: Row[] = [];
  const display = { tell: (rows: Row[]) => told.push(...rows) } as unknown as LiveDisplay;
  const strange = { toString: 1, valueOf: 1 };
  const input = { query: strange, files: [strange, 'a\u001b[2J\n.csv'] };
  showAgentEvent({ type: 'tool-called', id: 'a', name: 'python_coder', input }, display);
  expect(told.map(({ text }) => text)).toEqual([
    'python_coder  {"toString":1,"valueOf":1} [{"toString":1,"valueOf":1}, a\\n.csv]',
  ]);
});
