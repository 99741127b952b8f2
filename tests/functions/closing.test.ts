import { once } from 'node:events';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findRecord } from '../../src/audit/read-records.ts';
import { createPythonFunctions } from '../../src/tools/create-python-functions.ts';
import { inTools } from '../helpers/written-functions.ts';

const tools = `
import time


def wait() -> int:
    """Wait."""
    print('waiting', flush=True)
    time.sleep(600)
    return 1


def refuse() -> int:
    """Fail."""
    raise ValueError('not now')
`;

const folder = mkdtempSync(path.join(os.tmpdir(), 'closing-functions-'));
const auditDir = path.join(folder, 'audit');
const executionDir = path.join(folder, 'execution');
writeFileSync(path.join(folder, 'tools.py'), tools);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What tools.py declares; the folders outlive it. */
function open() {
  const declared = [
    inTools('wait', { timeout: 600, retry: { attempts: 3, on: ['lost'], backoff: 0 } }),
    inTools('refuse', { retry: { attempts: 3, on: ['ValueError'], backoff: 600 } }),
  ].map((one) => ({ ...one, python_path: [folder], file: path.join(folder, 'tools.py') }));
  const settings = { auditDir, executionDir, stateDir: path.join(folder, 'state') };
  return createPythonFunctions({ config: { functions: declared }, settings });
}

describe('closing', { timeout: 60_000 }, () => {
  it.each([
    ['wait', 'output', ['cancelled']],
    ['refuse', 'warning', ['failed', 'cancelled']],
  ])('cancels a call of %s under way, which is on record by then', async (name, sign, ends) => {
    const functions = open();
    const begun = new AbortController();
    const call = functions.call(name, {}, { onEvent: ({ type }) => type === sign && begun.abort() });
    await once(begun.signal, 'abort');
    await functions[Symbol.asyncDispose]();
    const { status, attempts, auditId } = await call;
    expect([status, attempts.map((attempt) => attempt.status)]).toEqual(['cancelled', ends]);
    expect((await findRecord(auditDir, auditId)).record.status).toBe('cancelled');
    expect(readdirSync(executionDir)).toEqual([]);
  });

  it.each([true, false])('is for good, whether it was used before (%s)', async (isUsed) => {
    const functions = open();
    if (isUsed) await functions.list();
    await functions[Symbol.asyncDispose]();
    const asked = [
      functions.list(),
      functions.schema('wait'),
      functions.validate(),
      functions.call('refuse'),
      functions.callWithState('refuse', {}),
      functions.library(),
      functions.test(),
      functions.profile('refuse'),
      functions.docs(),
      functions.tools(),
      functions.watch({ onEvent: () => undefined }).ready,
    ];
    for (const answer of await Promise.allSettled(asked))
      expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
    await functions[Symbol.asyncDispose]();
  });
});
