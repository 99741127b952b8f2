import type { Path } from '../bind/path.ts';
import type { Position } from './function-declaration.ts';

export const rules = [
  'file-unreadable',
  'yaml-syntax',
  'yaml-limits',
  'no-functions',
  'too-many-problems',
  'unknown-key',
  'missing-key',
  'duplicate-key',
  'duplicate-name',
  'wrong-value',
  'binding-invalid',
  'result-invalid',
  'conflicting-keys',
] as const;

/** Something wrong at a place of the declarations. */
export interface Problem {
  rule: (typeof rules)[number];
  message: string;
  suggestion: string | null;
  /** From the top of the file. */
  path: Path;
  /** Whether the key is meant or what stands behind it. */
  at?: 'key' | 'value';
  /** Where it stands when no path leads there. */
  position?: Position | null;
  severity?: 'minor';
}
