import type { CallError, ValueProblem } from '../../contracts/python-functions.ts';
import type { Outcome } from '../../workspace/calling/read-outcome.ts';
import type { Call } from './open-call.ts';

const listedProblems = 5;

/** Why the call did not succeed, with what to do next; null when it did. */
export function callError({ declaration, limits }: Call, outcome: Outcome): CallError | null {
  const { status, problems, raised, reason } = outcome;
  if (status === 'succeeded') return null;
  const { name } = declaration;
  const messages = {
    'arguments-invalid': () => `The arguments of ${name} do not fit: ${sentences(problems)}`,
    'result-invalid': () => `What ${name} returned can't be given on: ${sentences(problems)}`,
    failed: () =>
      raised === null ? `${name} failed: ${reason}` : `${name} raised ${raised.type}: ${raised.message}`,
    'timed-out': () =>
      `${name} took longer than ${limits.timeoutSeconds} s. Give it less to do, or raise \`timeout\` in its declaration.`,
    'out-of-memory': () =>
      `${name} needed more than ${limits.memoryMiB} MiB. Give it less data, or raise \`memory_limit_mb\` in its declaration.`,
    'output-too-large': () => reason ?? `${name} printed too much.`,
    'disk-full': () => reason ?? `${name} wrote too much.`,
    lost: () => reason ?? `The process of ${name} was lost. Call it again.`,
    cancelled: () => `The call of ${name} was cancelled.`,
  } satisfies Record<Exclude<Outcome['status'], 'succeeded'>, () => string>;
  return {
    message: messages[status](),
    type: raised?.type ?? null,
    traceback: raised?.traceback ?? null,
    problems,
  };
}

function sentences(problems: ValueProblem[]): string {
  const shown = problems
    .slice(0, listedProblems)
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`).replace(/\.$/, ''));
  const more = problems.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}
