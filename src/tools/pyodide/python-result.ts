import { z } from 'zod';
import type { PyodideExecution, PyodidePackage, WorkspaceSync } from '../../contracts/pyodide.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { cleanText } from '../../text/clean-text.ts';
import { adviceFor, adviceForCode } from './fault-advice.ts';

const maxErrorChars = 4_000;

const packageSchema = z.object({ name: z.string(), version: z.string(), source: z.string() });

/** What every call of the tools ends as. It has no traceback: that is in the log. */
export const pythonResultSchema = z.object({
  success: z.boolean(),
  result: z.unknown().optional().describe('value of the last expression, null for None'),
  stdout: z.string().optional(),
  stderr: z.string().optional(),
  executionTime: z.number().optional().describe('milliseconds'),
  truncated: z.boolean().optional().describe('true where a stream was cut'),
  leftBehind: z.array(z.string()).optional().describe('files that were written and are not kept'),
  error: z.string().optional(),
  errorType: z.string().nullable().optional().describe('name of the exception, or of how it ended'),
  line: z.number().nullable().optional(),
  advice: z.string().nullable().optional().describe('what to do about it'),
  packages: z.array(packageSchema).optional(),
  workspace: z
    .object({
      brought: z.array(z.string()),
      written: z.array(z.string()),
      removed: z.array(z.string()),
      conflicts: z.array(z.string()),
      refused: z.array(z.object({ name: z.string(), reason: z.string() })),
    })
    .optional(),
});

export type PythonToolResult = z.infer<typeof pythonResultSchema>;

/** The result of code that ran, or did not get to. */
export function executedResult(execution: PyodideExecution): PythonToolResult {
  const { status, result, stdout, stderr, truncated, error, executionMs } = execution;
  const leftBehind = execution.leftBehind.map((sentence) => cleanText(sentence, 300));
  const streams = {
    stdout,
    stderr,
    executionTime: executionMs,
    ...(truncated && { truncated }),
    ...(leftBehind.length > 0 && { leftBehind }),
  };
  if (status === 'succeeded') return { success: true, result, ...streams };
  return {
    success: false,
    error: cleanText(told(error) ?? `The code ended as ${status}.`, maxErrorChars),
    errorType: error?.type ?? status,
    line: error?.line ?? null,
    advice: adviceFor(execution),
    ...streams,
  };
}

/** As the last line of a traceback has it. */
function told(error: PyodideExecution['error']): string | null {
  return error === null ? null : [error.type, error.message].filter(Boolean).join(': ');
}

/** The result of a call that the host or the caller is at fault for. */
export function faultResult(fault: unknown): PythonToolResult {
  if (!(fault instanceof CoderError))
    return {
      success: false,
      error: 'The tool failed inside; the log has the details.',
      errorType: 'internal',
    };
  return {
    success: false,
    error: cleanText(fault.message, maxErrorChars),
    errorType: fault.code,
    advice: adviceForCode(fault.code),
  };
}

/** The packages as data. */
export function packagesResult(packages: readonly PyodidePackage[]): PythonToolResult {
  return {
    success: true,
    packages: packages.map(({ name, version, source }) => ({
      name: cleanText(name, 200),
      version: cleanText(version, 100),
      source,
    })),
  };
}

/** What a sync did, without what can't be seen in names. */
export function syncResult(sync: WorkspaceSync): NonNullable<PythonToolResult['workspace']> {
  const shown = (names: readonly string[]): string[] => names.map((name) => cleanText(name, 300));
  return {
    brought: shown(sync.brought),
    written: shown(sync.written),
    removed: shown(sync.removed),
    conflicts: shown(sync.conflicts),
    refused: sync.refused.map(({ name, reason }) => ({
      name: cleanText(name, 300),
      reason: cleanText(reason, 300),
    })),
  };
}
