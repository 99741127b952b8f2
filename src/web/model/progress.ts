import type { ApprovalRequest } from '../../contracts/approval.ts';
import type { Phase } from '../../contracts/code-task.ts';
import type { FileDescription } from '../../contracts/file-description.ts';
import type { Issue } from '../../contracts/issue.ts';
import type { ServedEvent, ServedResult } from '../../contracts/service/task-view.ts';

/** One version of the program and what verification said of it; `approved` is null until it has spoken. */
export interface Round {
  code: string;
  issues: readonly Issue[];
  approved: boolean | null;
  /** What the version before was changed for. */
  changes: readonly string[];
}

export interface Step {
  phase: Phase;
  iteration: number;
  /** Null while it is at work. */
  durationMs: number | null;
}

/** What is known of a task so far; every event gives a new one. */
export interface Progress {
  steps: readonly Step[];
  files: readonly FileDescription[];
  rounds: readonly Round[];
  /** A program that a person has to decide on, with its code. */
  request: ApprovalRequest | null;
  stdout: string;
  stderr: string;
  warnings: readonly string[];
  setup: string | null;
}

export const startOfProgress: Progress = {
  steps: [],
  files: [],
  rounds: [],
  request: null,
  stdout: '',
  stderr: '',
  warnings: [],
  setup: null,
};

const maxOutputCharacters = 200_000;

type Takes = {
  [Type in ServedEvent['type']]: (
    progress: Progress,
    event: Extract<ServedEvent, { type: Type }>,
  ) => Progress;
};

const takes: Takes = {
  'phase-started': (progress, { phase, iteration }) => ({
    ...progress,
    setup: null,
    steps: [...progress.steps, { phase, iteration, durationMs: null }],
  }),
  'phase-finished': (progress, { phase, iteration, durationMs }) => ({
    ...progress,
    steps: progress.steps.map((step) =>
      step.phase === phase && step.iteration === iteration && step.durationMs === null
        ? { ...step, durationMs }
        : step,
    ),
  }),
  'setup-progress': (progress, { message }) => ({ ...progress, setup: message }),
  'file-described': (progress, { file }) => ({ ...progress, files: [...progress.files, file] }),
  'code-generated': (progress, { code }) => withCode(progress, code, []),
  'code-modified': (progress, { code, changes }) => withCode(progress, code, changes),
  'round-verified': (progress, { issues, approved }) => ({
    ...progress,
    rounds: progress.rounds.map((round, index) =>
      index === progress.rounds.length - 1 ? { ...round, issues, approved } : round,
    ),
  }),
  'approval-asked': (progress, { request }) => ({ ...withRequested(progress, request), request }),
  'approval-decided': (progress) => ({ ...progress, request: null }),
  output: (progress, { stream, text }) => ({
    ...progress,
    [stream]: (progress[stream] + text).slice(-maxOutputCharacters),
  }),
  'artifact-collected': (progress) => progress, // can be fetched once the task has ended
  warning: (progress, { message }) => ({ ...progress, warnings: [...progress.warnings, message] }),
  finished: (progress, { result }) => progressOfResult(progress, result),
};

/** What is known after `event`; one that a newer service made up changes nothing. */
export function withEvent(progress: Progress, event: ServedEvent): Progress {
  if (!Object.hasOwn(takes, event.type)) return progress;
  return (takes[event.type] as (progress: Progress, event: ServedEvent) => Progress)(progress, event);
}

/** What the result says, after the versions that only the events told of: those before a person edited the program. */
export function progressOfResult(progress: Progress, result: ServedResult): Progress {
  const history = result.verificationHistory ?? [];
  const known = (code: string) => progress.rounds.find((round) => isSame(round.code, code));
  const rounds = history.map(
    (round, index): Round => ({
      code: round.code,
      issues: round.issues,
      approved: round.action === 'approved' || round.action === 'executed-partially',
      changes: history[index - 1]?.changes ?? known(round.code)?.changes ?? [],
    }),
  );
  const before = progress.rounds.filter(({ code }) => !history.some((round) => isSame(round.code, code)));
  return {
    ...progress,
    steps: progress.steps.length > 0 ? progress.steps.filter(isOver) : stepsOf(result),
    files: Object.values(result.fileMetadata ?? {}),
    rounds: [...before, ...rounds],
    request: result.approvalRequest ?? null,
    stdout: result.output,
    stderr: result.stderr,
    warnings: result.warnings,
    setup: null,
  };
}

/** Programs come with or without a line break at their end. */
function isSame(one: string, other: string): boolean {
  return one.trimEnd() === other.trimEnd();
}

function isOver({ durationMs }: Step): boolean {
  return durationMs !== null;
}

function stepsOf({ timings = { totalMs: 0 } }: ServedResult): Step[] {
  const { totalMs: _, ...phases } = timings;
  return Object.entries(phases).map(([phase, durationMs]) => ({
    phase: phase as Phase,
    iteration: 1,
    durationMs,
  }));
}

/** The step that is at work. */
export function currentStep(progress: Progress): Step | null {
  return progress.steps.findLast((step) => step.durationMs === null) ?? null;
}

function withCode(progress: Progress, code: string, changes: readonly string[]): Progress {
  return { ...progress, rounds: [...progress.rounds, { code, issues: [], approved: null, changes }] };
}

/** A program that a person edited is a version of its own. */
function withRequested(progress: Progress, { code, findings }: ApprovalRequest): Progress {
  if (isSame(progress.rounds.at(-1)?.code ?? '', code)) return progress;
  const round: Round = { code, issues: findings, approved: true, changes: [] };
  return { ...progress, rounds: [...progress.rounds, round] };
}
