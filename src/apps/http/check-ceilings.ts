import type { Config } from '../../config/schema.ts';
import type { TaskRequest } from '../../contracts/service/task-request.ts';
import { CoderError } from '../../errors/coder-error.ts';

/** Throws `input-invalid` for a limit above what the operator configured: a client may only lower it. */
export function checkCeilings(limits: TaskRequest['limits'], config: Config): void {
  const ceilings = {
    timeoutSeconds: config.timeoutSeconds,
    memoryMiB: config.maxMemoryMiB,
    outputMiB: config.output.maxMiB,
    diskMiB: config.output.diskMiB,
  };
  for (const [name, ceiling] of Object.entries(ceilings)) {
    const wanted = limits?.[name as keyof typeof ceilings] ?? 0;
    if (wanted > ceiling)
      throw new CoderError(`limits.${name} is ${wanted}, and this service allows ${ceiling}.`, {
        code: 'input-invalid',
      });
  }
}
