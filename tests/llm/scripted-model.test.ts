import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CoderError } from '../../src/errors/coder-error.ts';
import { scriptedModel } from '../../src/llm/scripted-model.ts';

const request = { purpose: 'review' as const, system: 's', user: 'u' };
const schema = z.object({ ok: z.boolean() });

describe('scriptedModel', () => {
  it('replays texts, values and functions in order and records every request', async () => {
    const model = scriptedModel(['one', { ok: true }, (asked) => `three for ${asked.user}`]);
    expect((await model.text(request)).text).toBe('one');
    expect((await model.structured({ ...request, schema, schemaName: 'verdict' })).value).toEqual({
      ok: true,
    });
    expect((await model.text(request)).text).toBe('three for u');
    expect(model.calls.map(({ purpose, user }) => ({ purpose, user }))).toEqual(
      Array(3).fill({ purpose: 'review', user: 'u' }),
    );
  });

  it('asks again once like a real model when a value does not fit', async () => {
    const model = scriptedModel(['nonsense', '```json\n{"ok": false}\n```'], {
      usage: { inputTokens: 3, outputTokens: 2 },
    });
    const reply = await model.structured({ ...request, schema, schemaName: 'verdict' });
    expect(reply).toEqual({ value: { ok: false }, usage: { inputTokens: 6, outputTokens: 4, calls: 2 } });
    expect(model.calls[1]?.user).toContain('the reply holds no JSON object');
  });

  it('throws scripted errors as model-failed and keeps the code of a CoderError', async () => {
    const model = scriptedModel([new Error('boom'), new CoderError('stop', { code: 'cancelled' })]);
    await expect(model.text(request)).rejects.toMatchObject({ code: 'model-failed', message: 'boom' });
    await expect(model.text(request)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('fails when it has no reply left and when the signal fires during a reply', async () => {
    await expect(scriptedModel([]).text(request)).rejects.toMatchObject({ code: 'model-failed' });
    const controller = new AbortController();
    const model = scriptedModel([() => controller.abort(), 'late']);
    const cancelled = model.text({ ...request, signal: controller.signal });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  });
});
