import { describe, expect, it } from 'vitest';
import type { TaskEvent } from '../../src/contracts/task-event.ts';
import { progressText } from '../../src/tools/progress-text.ts';

describe('the progress of a task', () => {
  it('is one line for what a reader wants to know, and nothing for the rest', () => {
    expect(progressText({ type: 'phase-started', phase: 'execute', iteration: 1 })).toBe(
      'Running the program',
    );
    expect(progressText({ type: 'round-verified', iteration: 1, approved: true, issues: [] })).toBe(
      'The program passed',
    );
    expect(progressText({ type: 'output', stream: 'stdout', text: 'secret' })).toBeNull();
  });

  it('shows hostile names short, on one line and without hidden characters', () => {
    const name = `a\nb\u202e\u001b[2J${'c'.repeat(1_000)}`;
    const event = { type: 'file-described', file: { name } } as TaskEvent;
    const text = progressText(event);
    expect(text).toMatch(/^Read a bc+ …\d+ characters left out… c+$/);
    expect(text?.length).toBeLessThan(250);
  });
});
