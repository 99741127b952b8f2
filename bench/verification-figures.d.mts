import type { Issue } from '../src/contracts/issue.ts';

type Verify = (code: string) => { issues: Issue[] };

interface Share {
  found: number;
  of: number;
}

interface Figures {
  total: Share;
  byRule: Record<string, Share>;
}

export function recall(
  snippets: readonly { id: string; family?: string; rule: string; line: number; code: string }[],
  verify: Verify,
): Figures & { missed: string[] };

export function falseFindings(
  programs: readonly { name: string; code: string }[],
  verify: Verify,
): Figures & { blamed: string[] };
