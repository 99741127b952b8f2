import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { isSufficient } from '../../contracts/isolation.ts';
import type { Readiness } from '../../contracts/service/health.ts';
import { CoderError } from '../../errors/coder-error.ts';
import type { HttpService } from './http-service.ts';

const leastFreeBytes = 256 * 2 ** 20;
/** Longer than anything takes that is ready, and shorter than what asks for it waits. */
const longestMs = 2_000;

type Check = (service: HttpService) => Promise<string>;

/** What the service needs to do its work; each says what it found, or throws why not. */
const checks: Record<string, Check> = {
  accepting: async ({ stopping }) => {
    if (stopping.aborted) throw new Error('the service is being stopped');
    return 'takes requests';
  },
  isolation: async ({ coder }) => {
    const { python, isolation } = await coder.diagnose();
    if (!python.found) throw new Error(python.problem);
    if (!isolation.found) throw new Error(isolation.problem);
    const { tier } = isolation.isolation;
    if (!isSufficient(tier, isolation.minimumTier))
      throw new Error(`tier ${tier}, and ${isolation.minimumTier} is the least that may run programs`);
    return `tier ${tier}, Python ${python.environment.version}`;
  },
  disk: async ({ config }) => {
    const { bavail, bsize } = await statfs(config.service.dir).catch(() => {
      throw new Error('the folder of the service cannot be reached');
    });
    const free = Math.floor((bavail * bsize) / 2 ** 20);
    if (bavail * bsize < leastFreeBytes) throw new Error(`${free} MiB are free`);
    return `${free} MiB free`;
  },
  audit: async ({ config }) => {
    await access(config.auditDir, constants.W_OK | constants.X_OK).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw new Error('the folder of the audit log cannot be written');
    });
    return 'can be written';
  },
};

export async function readinessOf(service: HttpService): Promise<Readiness> {
  const entries = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await outcomeOf(check, service)] as const),
  );
  return { ready: entries.every(([, { ok }]) => ok), checks: Object.fromEntries(entries) };
}

async function outcomeOf(check: Check, service: HttpService): Promise<{ ok: boolean; detail: string }> {
  try {
    return { ok: true, detail: await withinTime(check(service)) };
  } catch (error) {
    const detail = error instanceof CoderError ? error.code : (error as Error).message;
    return { ok: false, detail };
  }
}

/** Throws where it takes longer, as the first set-up of the Python environment does, which goes on. */
async function withinTime(checked: Promise<string>): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('is being made ready')), longestMs);
  });
  try {
    return await Promise.race([checked, late]);
  } finally {
    clearTimeout(timer);
    checked.catch(() => undefined);
  }
}
