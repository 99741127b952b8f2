import { expect, it } from 'vitest';
import type { RunOutcome } from '../../../src/contracts/runtime.ts';
import { readOutcome } from '../../../src/workspace/calling/read-outcome.ts';

const finished = { status: 'finished', reason: null, files: [] } as unknown as RunOutcome;

it.each([
  ['{"status":"result-invalid","problems":[1]}'],
  ['{"status":"arguments-invalid","problems":[{"path":1}]}'],
  ['{"status":"returned","result":1,"threads":-1}'],
  ['{"status":"surprising"}'],
  ['no JSON'],
  [''],
])('an answer that is none ends the call as failed, and throws at nobody: %s', (text) => {
  const { outcome } = readOutcome({ ...finished, answer: { text, bytes: text.length } });
  expect(outcome).toMatchObject({ status: 'failed', result: null, problems: [] });
  expect(outcome.reason).toContain('before it returned');
});
