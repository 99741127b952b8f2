import { createHash } from 'node:crypto';
import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { packageVersion } from '../config/package-root.ts';
import type { CodeTaskResult } from '../contracts/code-task.ts';
import type { RunLimits } from '../contracts/program-run.ts';
import type { PythonEnvironment } from '../contracts/python-environment.ts';
import { CoderError } from '../errors/coder-error.ts';

/** What a task's record holds beside its result: enough to run the same code on the same files again by hand. */
export interface AuditFacts {
  startedAt: Date;
  query: string;
  context: string | null;
  files: { name: string; originalPath: string | null; bytes: number; sha256: string }[];
  limits: RunLimits;
  /** Null when nothing was fixed. */
  seed: number | null;
  environment: PythonEnvironment | null;
  promptSha256: string[];
}

/** Throws `config-invalid` before any work is done when no record could be written. */
export async function openAuditFolder(auditDir: string): Promise<void> {
  await append(auditDir, '');
}

/** Appends one JSON line to `<auditDir>/tasks.jsonl`, readable by this user only. */
export async function appendAuditRecord(
  auditDir: string,
  facts: AuditFacts,
  result: CodeTaskResult,
): Promise<void> {
  const { environment, startedAt, ...known } = facts;
  const record = {
    auditId: result.auditId,
    version: packageVersion,
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    ...known,
    python: environment && { version: environment.version, packages: environment.packages },
    generator: result.generator,
    model: result.usage.model,
    usage: result.usage,
    verificationHistory: result.verificationHistory,
    status: result.status,
    error: result.error,
    code: result.code,
    codeSha256: sha256(result.code),
    outputSha256: sha256(result.output),
    run: result.run,
    findings: result.findings,
    artifacts: result.artifacts,
    warnings: result.warnings,
    timings: result.timings,
  };
  await append(auditDir, `${JSON.stringify(record)}\n`);
}

async function append(auditDir: string, text: string): Promise<void> {
  try {
    await mkdir(auditDir, { recursive: true, mode: 0o700 });
    await appendFile(path.join(auditDir, 'tasks.jsonl'), text, { mode: 0o600 });
  } catch (cause) {
    throw new CoderError(
      `The audit log in ${auditDir} can't be written (${(cause as Error).message}), and nothing is answered without a record. Set auditDir to a folder you may write to, or free some space.`,
      { code: 'config-invalid', cause },
    );
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
