import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Config } from '../../config/schema.ts';
import { loadParser, type ParsePython } from '../../verification/program/parse-python.ts';
import { sharedResource } from '../shared-resource.ts';

/** What approvals of one coder share. */
export interface ApprovalDesk {
  /** Signs requests and grants; it never leaves this object. */
  readonly key: KeyObject;
  /** MACs of requests that were decided, until when no grant for them can be good any more: an approval lets a program run once, and a refusal is final. */
  readonly decided: Map<string, number>;
  /** Milliseconds since 1970. */
  now(): number;
  parser(): Promise<ParsePython>;
}

export function createApprovalDesk({ approvalKey }: Config): ApprovalDesk {
  const parser = sharedResource((_: undefined) => loadParser());
  return {
    key: createSecretKey(approvalKey === null ? randomBytes(32) : Buffer.from(approvalKey)),
    decided: new Map(),
    now: Date.now,
    parser: () => parser(undefined),
  };
}
