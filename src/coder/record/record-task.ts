import { auditRun } from '../../audit/audit-run.ts';
import { canonicalJson } from '../../audit/canonical-json.ts';
import type { LogEntry } from '../../audit/chained-log.ts';
import { RecordWriter } from '../../audit/record-writer.ts';
import { packageVersion } from '../../config/package-root.ts';
import type { AuditFile, AuditRecord } from '../../contracts/audit-record.ts';
import type { CodeTaskResult, VerificationRound } from '../../contracts/code-task.ts';
import type { FunctionLibrary } from '../../contracts/function-library.ts';
import type { PythonEnvironment } from '../../contracts/python-environment.ts';
import type { Redact } from '../../text/redact.ts';
import { sha256 } from '../../text/sha256.ts';
import type { Task } from '../task/task.ts';
import type { TaskFile } from '../task/task-state.ts';
import { unverified } from '../task/unverified.ts';

/** Like a result, also of a task that has none because the host failed it. */
export type Outcome = Omit<CodeTaskResult, 'status'> & Pick<AuditRecord, 'status'>;

interface Circumstances {
  /** Null when the task ended before it needed one. */
  environment: PythonEnvironment | null;
  redact: Redact;
}

/** The record of a finished task and the texts it names by hash. */
export function recordTask(
  { request, state, usage: spent }: Task,
  result: Outcome,
  { environment, redact }: Circumstances,
): LogEntry {
  const writer = new RecordWriter(redact);
  const { calls, inputTokens, outputTokens, model } = result.usage;
  const record: LogEntry['record'] = {
    auditId: result.auditId,
    version: packageVersion,
    startedAt: request.startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    query: writer.text(request.query),
    ...(request.language === 'shell' && { language: request.language }),
    ...(unverified(request) !== null && { verified: false as const }),
    ...(!request.describe && { described: false as const }),
    contextSha256: request.context === undefined ? null : sha256(request.context),
    files: writer.list(state.files.map(auditFile)),
    ...(state.library && { functions: auditFunctions(state.library, writer) }),
    limits: request.limits,
    seed: request.seed ?? null,
    python: environment && {
      version: environment.version,
      source: environment.source,
      packages: writer.text(canonicalJson(environment.packages)),
    },
    generator: writer.plain(result.generator),
    ...(result.reused && { reused: result.reused }),
    model: writer.plain(model),
    usage: { calls, inputTokens, outputTokens },
    promptSha256: spent.promptSha256,
    rounds: result.verificationHistory.map((round) => auditRound(round, writer)),
    approvals: (result.approvals ?? []).map((approval) => ({
      ...writer.plain({ ...approval, risks: [] }),
      risks: writer.list(approval.risks),
    })),
    findings: writer.list(result.findings),
    run: auditRun(result.run, writer),
    status: result.status,
    error: result.error === null ? null : writer.text(result.error),
    output: writer.text(result.output),
    stderr: writer.text(result.stderr),
    artifacts: writer.list(result.artifacts),
    warnings: writer.list(result.warnings),
    timings: { ...result.timings },
  };
  return { record, blobs: writer.blobs };
}

function auditFile({ name, path, originalPath, bytes, sha256, description }: TaskFile): AuditFile {
  const isMember = description !== undefined && name.includes('/');
  const use = path === null ? 'unusable' : isMember ? 'member' : 'input';
  return { name, use, originalPath, bytes, sha256 };
}

function auditFunctions(library: FunctionLibrary, writer: RecordWriter): LogEntry['record']['functions'] {
  return {
    library: library.id,
    names: writer.list(library.functions.map(({ name }) => name)),
    sources: writer.text(canonicalJson(library)),
  };
}

function auditRound(round: VerificationRound, writer: RecordWriter): LogEntry['record']['rounds'][number] {
  const { iteration, action, stages, durationMs } = round;
  return {
    iteration,
    code: writer.text(round.code),
    action,
    stages,
    author: round.author ?? null,
    issues: writer.list(round.issues),
    ...(round.review && { review: writer.plain(round.review) }),
    changes: writer.list(round.changes),
    ...(round.modification && {
      modification: {
        claims: writer.list(round.modification.claims),
        lines: round.modification.lines,
      },
    }),
    run: round.run?.status ?? null,
    durationMs,
  };
}
