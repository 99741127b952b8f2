import { z } from 'zod';
import { type Config, configSchema } from '../config/schema.ts';
import type { CodeTaskOptions } from '../contracts/code-task-options.ts';
import type { RunLimits } from '../contracts/run-limits.ts';
import { CoderError } from '../errors/coder-error.ts';

/** What numpy takes. */
const maxSeed = 2 ** 32 - 1;
const { timeoutSeconds, maxMemoryMiB, maxIterations, output, model } = configSchema.shape;

/** What one task may set differently, within the ranges of the configuration. */
const choices = z.object({
  timeoutSeconds,
  memoryMiB: maxMemoryMiB,
  outputMiB: output.shape.maxMiB,
  diskMiB: output.shape.diskMiB,
  maxIterations: maxIterations.optional(),
  seed: z.int().min(0).max(maxSeed).optional(),
  review: model.shape.review.optional(),
});

/** The limits of a task that may begin. Throws `config-invalid` for a limit out of range or a disabled configuration. */
export function checkLimits(
  config: Config,
  { limits = {}, maxIterations, seed, review }: CodeTaskOptions,
): RunLimits {
  if (!config.enabled) {
    throw new CoderError('Python execution is switched off (enabled: false, or PYTHON_CODE_ENABLED).', {
      code: 'config-invalid',
    });
  }
  const checked = choices.safeParse({
    timeoutSeconds: limits.timeoutSeconds ?? config.timeoutSeconds,
    memoryMiB: limits.memoryMiB ?? config.maxMemoryMiB,
    outputMiB: limits.outputMiB ?? config.output.maxMiB,
    diskMiB: limits.diskMiB ?? config.output.diskMiB,
    maxIterations,
    seed,
    review,
  });
  if (!checked.success) {
    throw new CoderError(`The settings of the task are out of range:\n${z.prettifyError(checked.error)}`, {
      code: 'config-invalid',
      cause: checked.error,
    });
  }
  const { maxIterations: _rounds, seed: _seed, review: _review, ...runLimits } = checked.data;
  return runLimits;
}
