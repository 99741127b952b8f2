import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ApprovalRequest } from '../../../src/contracts/approval.ts';
import type { FunctionLibrary } from '../../../src/contracts/function-library.ts';
import { CoderError } from '../../../src/errors/coder-error.ts';
import { shop, shopLibrary, shopSource } from '../../helpers/shop-functions.ts';
import { correction, program } from '../../helpers/test-coder.ts';
import { type WatchedCoder, watchedCoder } from './watched-coder.ts';

const question = 'What is the net price of 11.90 in Germany?';
const functions = shop();
/** The same functions after one of them was changed. */
const changed = shop({ files: { ...shopLibrary().files, '0/shop/orders.py': `${shopSource}\n# changed\n` } });
const misnamed = `from functions import net_prize\nprint(net_prize(11.9, 'DE'))`;

function libraries({ programs }: WatchedCoder): (FunctionLibrary | undefined)[] {
  return programs.map(({ library }) => library);
}

describe('a task with declared functions', () => {
  it('shows them to the model, runs the program with them, and gives it no network and no secrets', async () => {
    await using watched = watchedCoder([program(misnamed), correction('print(10)')]);
    const result = await watched.coder.executeCodeTask(question, { functions });
    expect(result).toMatchObject({
      status: 'succeeded',
      verificationHistory: [{ issues: [{ rule: 'unknown-function', severity: 'blocking' }] }, {}],
    });
    const [generate, modify] = watched.model.calls;
    for (const prompt of [generate, modify]) expect(prompt?.user).toContain('net_price(gross: float');
    expect(modify?.user).toContain('The nearest is net_price.');
    expect(libraries(watched)).toEqual([shopLibrary()]);
    expect(watched.programs[0]).not.toHaveProperty('network');
    expect(watched.programs[0]).not.toHaveProperty('environment');
  });

  it('shows them to a reviewer as well', async () => {
    await using watched = watchedCoder([program('print(10)'), { approved: true, issues: [] }]);
    await watched.coder.executeCodeTask(question, { functions, review: 'always' });
    expect(watched.model.calls.at(-1)).toMatchObject({ purpose: 'review' });
    expect(watched.model.calls.at(-1)?.user).toContain('net_price(gross: float');
  });

  it('is one whose reviewer is asked when uncertain, as what a function gives is not known', async () => {
    const code = `from functions import net_price\nprint(net_price(11.9, 'DE'))`;
    await using watched = watchedCoder([program(code), { approved: true, issues: [] }]);
    const files = [{ name: 'a.csv', bytes: Buffer.from('x,y\n1,2\n') }];
    const { verificationHistory } = await watched.coder.executeCodeTask(question, {
      functions,
      files,
      review: 'when-uncertain',
      maxIterations: 1,
    });
    expect(verificationHistory).toMatchObject([
      { review: { status: 'reviewed', reason: 'it calls declared functions' } },
    ]);
  });

  it('may be given as code, which is checked against them', async () => {
    await using watched = watchedCoder([]);
    expect(await watched.coder.executeCode(misnamed, { functions })).toMatchObject({ status: 'rejected' });
    expect(await watched.coder.executeCode('print(10)', { functions })).toMatchObject({ success: true });
    expect(libraries(watched)).toEqual([shopLibrary()]);
    const { issues } = await watched.coder.verifyCode(misnamed, { functions });
    expect(issues).toMatchObject([{ rule: 'unknown-function' }]);
  });

  it('is not begun when they can not be loaded', async () => {
    await using watched = watchedCoder([]);
    const broken = async (): Promise<FunctionLibrary> => {
      throw new CoderError('functions.yaml, line 3: no module "shop".', { code: 'config-invalid' });
    };
    const asked = watched.coder.executeCodeTask(question, { functions: { library: broken } });
    await expect(asked).rejects.toMatchObject({ code: 'config-invalid' });
    expect(watched.model.calls).toEqual([]);
  });

  it('that a template answers runs without them', async () => {
    await using watched = watchedCoder(null);
    const files = [{ name: 'a.csv', bytes: Buffer.from('name,price\na,1\nb,3\n') }];
    const result = await watched.coder.executeCodeTask('What is the average price?', { functions, files });
    expect(result).toMatchObject({ status: 'succeeded', generator: { kind: 'template' } });
    expect(libraries(watched).every((library) => library === undefined)).toBe(true);
  });

  it('that no template fits says that templates call none', async () => {
    await using watched = watchedCoder(null);
    const { status, error } = await watched.coder.executeCodeTask(question, { functions });
    expect(status).toBe('no-generator');
    expect(error).toContain('Templates call no declared functions.');
    expect((await watched.coder.executeCodeTask(question)).error).not.toContain('functions');
  });
});

describe('a task without declared functions', () => {
  it('knows nothing of them', async () => {
    await using watched = watchedCoder([program('print(10)')]);
    const { auditId } = await watched.coder.executeCodeTask(question, { approval: 'never' });
    expect(libraries(watched)).toEqual([undefined]);
    const [call] = watched.model.calls;
    expect(`${call?.system}${call?.user}`).not.toContain('functions import');
    expect((await watched.coder.audit.show(auditId)).record).not.toHaveProperty('functions');
  });
});

describe('approved code', () => {
  it('is reused with the same functions, and not with changed ones or none', async () => {
    const replies = [program('print(10)'), program('print(11)'), program('print(12)')];
    await using watched = watchedCoder(replies);
    const outputs = [];
    for (const given of [functions, shop(), changed, undefined, functions])
      outputs.push((await watched.coder.executeCodeTask(question, { functions: given })).output);
    expect(outputs).toEqual(['10\n', '10\n', '11\n', '12\n', '10\n']);
    expect(watched.model.calls).toHaveLength(3);
  });
});

describe('an approval', () => {
  async function asked(watched: WatchedCoder) {
    const result = await watched.coder.executeCodeTask(question, {
      functions,
      approval: 'always',
      cache: false,
    });
    const request = result.approvalRequest as ApprovalRequest;
    return { request, grant: watched.coder.approvals.grant(request) };
  }

  it('is for the functions it names, which the program then runs with', async () => {
    await using watched = watchedCoder([program('print(10)')]);
    const { request, grant } = await asked(watched);
    const { id, functions: declared } = shopLibrary();
    expect(request.functions).toEqual({ library: id, names: declared.map(({ name }) => name) });
    const decision = { action: 'approve', grant } as const;
    expect(await watched.coder.approvals.resume(request, decision, { functions: shop() })).toMatchObject({
      output: '10\n',
    });
    expect(libraries(watched)).toEqual([shopLibrary()]);
  });

  it.each([
    ['others', changed],
    ['none', undefined],
  ])('lets nothing run with %s', async (_, given) => {
    await using watched = watchedCoder([program('print(10)')]);
    const { request, grant } = await asked(watched);
    const decision = { action: 'approve', grant } as const;
    const result = await watched.coder.approvals.resume(request, decision, { functions: given });
    expect(result).toMatchObject({ status: 'input-invalid', run: null });
    expect(result.error).toContain('The functions are not those of the request');
    const edit = { action: 'edit', code: 'print(11)' } as const;
    expect(await watched.coder.approvals.resume(request, edit, { functions: given })).toMatchObject({
      status: 'input-invalid',
    });
    expect(watched.programs).toEqual([]);
  });

  it('is worth nothing when the functions in it are changed or taken out', async () => {
    await using watched = watchedCoder([program('print(10)')]);
    const { request, grant } = await asked(watched);
    const { functions: _, ...without } = request;
    const other = { library: (await changed.library()).id, names: request.functions?.names ?? [] };
    for (const [forged, given] of [
      [{ ...request, functions: other }, changed],
      [without, undefined],
    ] as const) {
      const decision = { action: 'approve', grant } as const;
      const result = await watched.coder.approvals.resume(forged, decision, { functions: given });
      expect(result).toMatchObject({ status: 'input-invalid', run: null });
      expect(result.error).toContain('was changed after it was made');
    }
    expect(watched.programs).toEqual([]);
  });
});

describe('the record of a task', () => {
  async function recorded(options = {}) {
    const watched = watchedCoder([program('print(10)')]);
    const { auditId } = await watched.coder.executeCodeTask(question, { functions, ...options });
    const entry = await watched.coder.audit.show(auditId);
    watched.programs.length = 0;
    return { watched, auditId, entry, [Symbol.asyncDispose]: () => watched[Symbol.asyncDispose]() };
  }

  function blob({ folder }: WatchedCoder, hash = ''): string {
    return path.join(folder, 'audit', 'blobs', hash.slice(0, 2), hash);
  }

  it('names the functions and keeps their sources, which the log proves', async () => {
    await using task = await recorded();
    const { record, texts, intact } = task.entry;
    expect(intact).toBe(true);
    expect(record.functions).toMatchObject({ library: shopLibrary().id, names: { count: 5 } });
    const sources = record.functions?.sources.sha256;
    expect(JSON.parse(texts[sources ?? ''] ?? '')).toEqual(shopLibrary());
    writeFileSync(blob(task.watched, sources), '{}');
    expect(await task.watched.coder.audit.verify()).toMatchObject({
      intact: false,
      problems: [{ kind: 'blob-changed', message: expect.stringContaining('the sources of the functions') }],
    });
  });

  it('lets the code run again with the same sources, imported where the code runs and under no id that is in use', async () => {
    await using task = await recorded();
    const replay = await task.watched.coder.audit.replay(task.auditId);
    expect(replay.verdict).toBe('identical');
    const { id, ...same } = shopLibrary();
    expect(task.watched.programs).toMatchObject([
      {
        origin: 'untrusted',
        library: { ...same, preload: false, id: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    ]);
    expect(task.watched.programs[0]?.library?.id).not.toBe(id);
  });

  it('lets nothing run again whose sources are changed or lost', async () => {
    await using task = await recorded();
    writeFileSync(blob(task.watched, task.entry.record.functions?.sources.sha256), '{}');
    await expect(task.watched.coder.audit.replay(task.auditId)).rejects.toThrow(
      /the sources of its functions are missing or were changed/,
    );
    expect(task.watched.programs).toEqual([]);
  });

  it('keeps no secret of a source, and lets that code not run again', async () => {
    const secret = `KEY = 'sk-proj-abc123DEF456ghi789'`;
    const leaking = shop({
      files: { '0/shop/__init__.py': '', '0/shop/orders.py': `${shopSource}\n${secret}\n` },
    });
    await using task = await recorded({ functions: leaking });
    expect(JSON.stringify(task.entry)).not.toContain('abc123DEF456');
    await expect(task.watched.coder.audit.replay(task.auditId)).rejects.toThrow(
      /a secret in the sources of its functions was not recorded/,
    );
  });
});
