import { packageVersion } from '../config/package-root.ts';
import { requiredTier } from '../config/required-tier.ts';
import type { Diagnosis, Finding } from '../contracts/python-coder.ts';
import { CoderError } from '../errors/coder-error.ts';
import { userKey } from '../filesystem/user-key.ts';
import type { SetupObserver } from '../workspace/setup-observer.ts';
import type { CoderServices } from './coder-services.ts';

/** Looks at everything a task would need and says for each part what was found or what to do; throws only when cancelled, or `busy` where a resource has run out that says nothing about the machine. */
export async function diagnose(coder: CoderServices, waiting: SetupObserver): Promise<Diagnosis> {
  return {
    version: packageVersion,
    node: { version: process.version, platform: `${process.platform}-${process.arch}` },
    python: await find(async () => ({ environment: await coder.environment(waiting) })),
    model: await find(async () => {
      const connection = await coder.connectModel(waiting.signal);
      if (!connection.model) throw new CoderError(connection.problem, { code: 'model-failed' });
      const { model, server, chosenBy } = connection;
      return { name: model.name, server, chosenBy };
    }),
    state: await find(() => findState(coder.config.stateDir)),
    isolation: await find(async () => {
      const runtime = await coder.runtime(waiting);
      return { isolation: await runtime.probe(), minimumTier: requiredTier(coder.config) };
    }),
  };
}

async function findState(folder: string): Promise<{ folder: string }> {
  try {
    await userKey(folder, 'diagnosis');
    return { folder };
  } catch (cause) {
    throw new CoderError(
      `${(cause as Error).message}\nWithout it no approved code is reused, and audit verify can't see when a log is cut together with its head.json.\nSet XDG_STATE_HOME to a folder that only you may change.`,
      { code: 'config-invalid', cause },
    );
  }
}

async function find<Value>(look: () => Promise<Value>): Promise<Finding<Value>> {
  try {
    return { found: true, ...(await look()) };
  } catch (error) {
    if (error instanceof CoderError && error.code !== 'cancelled' && error.code !== 'busy')
      return { found: false, problem: error.message };
    throw error;
  }
}
