import { randomBytes } from 'node:crypto';
import type { Span } from '@opentelemetry/api';
import type { RecordPlace } from '../audit/chained-log.ts';
import type { ApprovalRecord, ApprovalRequest } from '../contracts/approval.ts';
import type { CallUsage } from '../contracts/chat-model.ts';
import type {
  Artifact,
  CodeTaskOptions,
  CodeTaskResult,
  Phase,
  ReusedCode,
  RunRecord,
  TaskStatus,
  VerificationRound,
} from '../contracts/code-task.ts';
import type { FileDescription } from '../contracts/file-description.ts';
import type { Issue } from '../contracts/issue.ts';
import type { ReviewPolicy } from '../contracts/review-record.ts';
import type { RunLimits, RunOutcome } from '../contracts/runtime.ts';
import type { TaskEvent } from '../contracts/task-event.ts';
import type { PreparedFile } from '../files/prepare-files.ts';
import { parseOutput } from './run/parse-output.ts';
import { inSpan } from './tracing/in-span.ts';

/** One task while it is worked on: what was learnt so far, told to the observer as it happens, and in the end the result. */
export class Task {
  readonly id = randomBytes(16).toString('hex');
  readonly startedAt = new Date();
  readonly query: string;
  readonly context: string | undefined;
  /** Fires when the caller cancels or its observer throws. */
  readonly signal: AbortSignal;
  readonly limits: RunLimits;
  readonly seed: number | undefined;
  /** What the caller chose; the configuration's policy when undefined. */
  readonly review: ReviewPolicy | undefined;
  /** What the caller chose; the configuration's choice when undefined. */
  readonly cache: boolean | undefined;
  /** What the code of this task is kept under; null when it is not kept. */
  cacheKey: string | null = null;
  reused: ReusedCode | null = null;
  /** Where its record stands, once it does. */
  recorded: RecordPlace | null = null;
  readonly promptSha256: string[] = [];
  files: PreparedFile[] = [];
  code = '';
  generator: CodeTaskResult['generator'] = { kind: 'none', name: 'none', understood: null };
  readonly rounds: VerificationRound[] = [];
  /** Every approval that was asked for and what became of it, for the result and the audit record. */
  readonly approvals: ApprovalRecord[] = [];
  /** What has to be decided elsewhere before this task's program runs. */
  approvalRequest: ApprovalRequest | null = null;
  readonly artifacts: Artifact[] = [];
  readonly warnings: string[] = [];
  findings: Issue[] = [];
  readonly #onEvent: ((event: TaskEvent) => void) | undefined;
  readonly #observerFailed = new AbortController();
  #observerFault: { cause: unknown } | null = null;
  readonly #timings: Partial<Record<Phase, number>> = {};
  readonly #usage = { calls: 0, inputTokens: 0, outputTokens: 0 };
  readonly #started = performance.now();
  #model: string | null = null;
  #outcome: RunOutcome | null = null;

  constructor(query: string, options: CodeTaskOptions, limits: RunLimits) {
    this.query = query;
    this.context = options.context;
    const { signal } = this.#observerFailed;
    this.signal = options.signal ? AbortSignal.any([options.signal, signal]) : signal;
    this.limits = limits;
    this.seed = options.seed;
    this.review = options.review;
    this.cache = options.cache;
    this.#onEvent = options.onEvent;
  }

  get descriptions(): FileDescription[] {
    return this.files.map((file) => file.description);
  }

  /** Passes on what a slow set-up says, so that a task can be handed to whatever has to wait for one. */
  readonly onProgress = (message: string): void => this.emit({ type: 'setup-progress', message });

  /** Never throws, for some events come from where nobody could catch: an observer that throws stops the task, see `throwObserverFault`. */
  emit(event: TaskEvent): void {
    if (this.#observerFault !== null) return;
    try {
      this.#onEvent?.(event);
    } catch (cause) {
      this.#observerFault = { cause };
      this.#observerFailed.abort(cause);
    }
  }

  /** Gives the caller the error of its own observer back, as it was thrown. */
  throwObserverFault(): void {
    if (this.#observerFault !== null) throw this.#observerFault.cause;
  }

  warn(message: string): void {
    this.warnings.push(message);
    this.emit({ type: 'warning', message });
  }

  /** Times one phase, in a span of its own, and tells the observer when it starts and ends. */
  async phase<Value>(phase: Phase, work: (span: Span) => Promise<Value>): Promise<Value> {
    const iteration = this.rounds.length + 1;
    this.emit({ type: 'phase-started', phase, iteration });
    const start = performance.now();
    const attributes = { 'python_coder.iteration': iteration };
    try {
      return await inSpan({ name: `python_coder ${phase}`, attributes }, work);
    } finally {
      const durationMs = performance.now() - start;
      this.#timings[phase] = (this.#timings[phase] ?? 0) + durationMs;
      this.emit({ type: 'phase-finished', phase, iteration, durationMs });
    }
  }

  usesModel(name: string): void {
    this.#model = name;
  }

  /** Counts what a model call cost and passes its value on. */
  spent<Reply extends { usage: CallUsage; promptSha256: string }>(reply: Reply): Reply {
    this.#usage.calls += reply.usage.calls ?? 1;
    this.#usage.inputTokens += reply.usage.inputTokens;
    this.#usage.outputTokens += reply.usage.outputTokens;
    this.promptSha256.push(reply.promptSha256);
    return reply;
  }

  /** Notes a run as the latest one and adds it to its round. */
  ran(outcome: RunOutcome, round: VerificationRound): void {
    this.#outcome = outcome;
    round.run = runRecord(outcome);
  }

  /** The result as of now; every field of the contract is present whatever happened before. */
  result(status: TaskStatus, error: string | null): CodeTaskResult {
    const outcome = this.#outcome;
    const output = outcome?.stdout ?? '';
    const parsed = parseOutput(output);
    return {
      success: status === 'succeeded',
      status,
      code: this.code,
      output,
      ...(parsed === undefined ? {} : { result: parsed }),
      error,
      stderr: outcome?.stderr ?? '',
      iterations: this.rounds.length,
      modifications: this.rounds.flatMap((round) => round.changes),
      executionTime: outcome ? outcome.wallMs / 1000 : 0,
      inputFiles: this.descriptions.map((file) => file.name),
      fileMetadata: Object.fromEntries(this.descriptions.map((file) => [file.name, file])),
      verificationHistory: this.rounds,
      artifacts: this.artifacts,
      findings: this.findings,
      warnings: this.warnings,
      generator: this.generator,
      ...(this.reused === null ? {} : { reused: this.reused }),
      run: outcome && runRecord(outcome),
      ...(this.approvals.length === 0 ? {} : { approvals: this.approvals }),
      ...(this.approvalRequest === null ? {} : { approvalRequest: this.approvalRequest }),
      usage: { ...this.#usage, model: this.#model },
      timings: { ...this.#timings, totalMs: performance.now() - this.#started },
      auditId: this.id,
    };
  }
}

/** What is kept of a run beside its output. */
export function runRecord(outcome: RunOutcome): RunRecord {
  const { status, reason, exitCode, signal, wallMs, cpuMs, peakMemoryMiB, isolation } = outcome;
  return { status, reason, exitCode, signal, wallMs, cpuMs, peakMemoryMiB, isolation };
}
