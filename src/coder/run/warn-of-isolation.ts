import { requiredTier } from '../../config/required-tier.ts';
import { isSufficient, type MinimumTier, type Tier } from '../../contracts/isolation.ts';
import type { CodeOrigin, RunOutcome } from '../../contracts/runtime.ts';
import type { CoderServices } from '../coder-services.ts';
import type { TaskEvents } from '../task/task-events.ts';

/** Warns, once per task, of a run that was protected by less than the configuration asks for. */
export function warnOfIsolation(
  coder: CoderServices,
  events: TaskEvents,
  { outcome, origin }: { outcome: RunOutcome; origin: CodeOrigin },
): void {
  const { tier } = outcome.isolation;
  const minimumTier = requiredTier(coder.config);
  const isBelow = origin === 'untrusted' && !isSufficient(tier, minimumTier); // ours may run in any tier
  const message = tier === 'limits' ? withoutIsolation[origin] : isBelow ? below(tier, minimumTier) : null;
  if (message !== null && !events.warnings.includes(message)) events.warn(message);
}

const withoutIsolation = {
  ours: 'This host offers no kernel isolation: the built-in template ran under resource limits alone.',
  untrusted:
    'UNSAFE: nothing isolated this code from the machine; it ran under resource limits alone, because the calling program accepts that (unsafelyRunWithoutIsolation).',
} satisfies Record<CodeOrigin, string>;

function below(tier: Tier, minimumTier: MinimumTier): string {
  return `The code ran in isolation tier ${tier}, and the configuration asks for tier ${minimumTier}: the calling program accepts less (unsafelyRunWithoutIsolation).`;
}
