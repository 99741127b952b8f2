import type { Config } from '../../config/schema.ts';
import { sharedResource } from '../../errors/shared-resource.ts';
import { loadParser, type ParsePython } from '../../verification/program/parse-python.ts';
import { Decisions } from './decisions.ts';

/** What approvals of one coder share. */
export interface ApprovalDesk {
  /** Signs requests and grants, and knows which were decided: an approval lets a program run once, and a refusal is final. */
  readonly decisions: Decisions;
  /** Milliseconds since 1970. */
  now(): number;
  parser(): Promise<ParsePython>;
}

export function createApprovalDesk(config: Config): ApprovalDesk {
  const parser = sharedResource((_: undefined) => loadParser());
  return { decisions: new Decisions(config), now: Date.now, parser: () => parser(undefined) };
}
