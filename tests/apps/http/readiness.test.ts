import { expect, it } from 'vitest';
import type { HttpService } from '../../../src/apps/http/http-service.ts';
import { readinessOf } from '../../../src/apps/http/readiness.ts';
import { loadConfig } from '../../../src/config/load-config.ts';

it('a service whose Python is still being set up says so, and lets nobody wait for it', async () => {
  const coder = { diagnose: () => new Promise(() => undefined) };
  const service = { coder, config: loadConfig(), stopping: new AbortController().signal };
  const { ready, checks } = await readinessOf(service as unknown as HttpService);
  expect(ready).toBe(false);
  expect(checks.isolation).toEqual({ ok: false, detail: 'is being made ready' });
});
