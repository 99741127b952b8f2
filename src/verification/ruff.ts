import type { Diagnostic, Workspace } from '@astral-sh/ruff-wasm-nodejs';
import type { Issue } from '../contracts/issue.ts';

/** One finding of Ruff, in our own words' shape. */
export interface RuffFinding {
  code: string;
  message: string;
  /** 1-based, columns in UTF-16 units. */
  line: number;
  column: number;
}

export type RunRuff = (code: string, options: { pythonVersion: string }) => RuffFinding[];

const oldestMinor = 7;
const newestMinor = 14;

/** Loads Ruff once and keeps one workspace per target version; `rules` are the codes it looks for beside syntax errors. */
export async function loadRuff(rules: readonly string[]): Promise<RunRuff> {
  const { Workspace, PositionEncoding } = await import('@astral-sh/ruff-wasm-nodejs');
  const workspaces = new Map<string, Workspace>();
  return (code, { pythonVersion }) => {
    const target = targetVersion(pythonVersion);
    const workspace =
      workspaces.get(target) ??
      new Workspace(
        { 'target-version': target, lint: { select: [...rules] }, 'line-length': 320 },
        PositionEncoding.Utf16,
      );
    workspaces.set(target, workspace);
    return (workspace.check(code) as Diagnostic[]).map(toFinding);
  };
}

function toFinding({ code, message, start_location: { row, column } }: Diagnostic): RuffFinding {
  return { code: code ?? 'invalid-syntax', message, line: Math.max(1, row), column: Math.max(1, column) };
}

function targetVersion(pythonVersion: string): string {
  const minor = Number(/^3\.(\d+)/.exec(pythonVersion)?.[1] ?? newestMinor);
  return `py3${Math.min(newestMinor, Math.max(oldestMinor, minor))}`;
}

export function ruffIssue(finding: RuffFinding, issue: Omit<Issue, 'line' | 'column'>): Issue {
  return { ...issue, line: finding.line, column: finding.column };
}
