import { auditRun } from '../../audit/audit-run.ts';
import { canonicalJson } from '../../audit/canonical-json.ts';
import type { LogEntry } from '../../audit/chained-log.ts';
import { RecordWriter } from '../../audit/record-writer.ts';
import { packageVersion } from '../../config/package-root.ts';
import type { PythonEnvironment } from '../../contracts/python-environment.ts';
import type { CallResult } from '../../contracts/python-functions.ts';
import type { FunctionServices } from '../function-services.ts';
import type { Call } from './open-call.ts';

/** Like a result, also of a call that the host or its caller failed. */
export type Ended = Omit<CallResult, 'status'> & Pick<LogEntry['record'], 'status'>;

/** Puts a call on record; nothing is answered before that is on the disk. Secrets of its environment leave every text of it. */
export async function recordCall(services: FunctionServices, call: Call, result: Ended): Promise<void> {
  const writer = new RecordWriter(call.redact);
  const record = entryOf(call, result, { writer, environment: await services.environment() });
  await services.auditLog.append({ record, blobs: [...writer.blobs, ...call.set.recorded.blobs] });
}

function entryOf(
  call: Call,
  result: Ended,
  { writer, environment }: { writer: RecordWriter; environment: PythonEnvironment },
): LogEntry['record'] {
  const { declaration, set } = call;
  return {
    auditId: call.id,
    version: packageVersion,
    startedAt: call.startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    query: writer.text(`Call ${declaration.name}`),
    contextSha256: null,
    files: writer.list(call.files),
    limits: call.limits,
    seed: declaration.seed,
    python: {
      version: environment.version,
      source: environment.source,
      packages: set.recorded.packages,
    },
    generator: { kind: 'function', name: declaration.name, understood: null },
    call: {
      function: declaration.name,
      library: set.recorded.library,
      arguments: writer.text(canonicalJson(call.values)),
      result: result.success ? writer.text(canonicalJson(result.result)) : null,
      network: call.network,
      environment: declaration.env,
      attempts: writer.plain(result.attempts),
    },
    model: null,
    usage: { calls: 0, inputTokens: 0, outputTokens: 0 },
    promptSha256: [],
    rounds: [],
    approvals: [],
    findings: writer.list([]),
    run: auditRun(result.run, writer),
    status: result.status,
    error: result.error === null ? null : writer.text(errorText(result.error)),
    output: writer.text(result.stdout),
    stderr: writer.text(result.stderr),
    artifacts: writer.list(result.artifacts),
    warnings: writer.list(result.warnings),
    timings: { totalMs: result.totalMs },
  };
}

function errorText({ message, traceback }: NonNullable<CallResult['error']>): string {
  return traceback === null ? message : `${message}\n${traceback}`;
}
