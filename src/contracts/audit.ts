import type { AuditRecord } from './audit-record.ts';
import type { FileInput } from './file-input.ts';
import type { RunRecord } from './run-record.ts';
import type { TaskEvent } from './task-event.ts';

/** One line of `audit list`. */
export interface AuditSummary {
  auditId: string;
  startedAt: string;
  status: AuditRecord['status'];
  /** The question, or its beginning. */
  query: string;
  generator: AuditRecord['generator'];
  totalMs: number;
}

export interface AuditListing {
  /** The newest first. */
  records: AuditSummary[];
  /** Lines among them that are no record that can be read; `verify` says why. */
  unreadable: number;
}

/** One record with where it stands. */
export interface AuditEntry {
  file: string;
  line: number;
  seq: number;
  /** False when the line or one of its texts does not match its hash; `verify` says what is wrong. */
  intact: boolean;
  record: AuditRecord;
  /** Every text of the record by its hash; those that are missing or changed are left out. */
  texts: Record<string, string>;
}

export const auditProblemKinds = [
  'unreadable',
  'edited',
  'missing',
  'reordered',
  'repeated',
  'unlinked',
  'misplaced',
  'head',
  'blob-missing',
  'blob-changed',
] as const;

export interface AuditProblem {
  kind: (typeof auditProblemKinds)[number];
  /** The file with the fault, relative to the folder of the log; the path of one that is kept elsewhere. */
  file: string;
  line: number | null;
  /** Number of the record in the whole log, counted from 1. */
  seq: number | null;
  auditId: string | null;
  message: string;
}

export interface AuditReport {
  intact: boolean;
  records: number;
  files: number;
  texts: number;
  /** The hash that stands for the whole log up to its last record; kept elsewhere, it proves even that nobody rewrote everything. */
  last: { seq: number; sha256: string } | null;
  problems: AuditProblem[];
  /** Problems beyond the first hundred. */
  omittedProblems: number;
  /** What is unusual and no fault, such as a record that a crash left unfinished. */
  notes: string[];
}

/** The last digits of a float hang on the processor; a whole number that differs is always different. */
export type ReplayComparison = 'same' | 'same-to-12-digits' | 'different';

export interface ComparedArtifact {
  name: string;
  comparison: 'same' | 'different' | 'missing' | 'added';
}

/** A text of both runs. */
export interface ComparedText {
  comparison: ReplayComparison;
  /** The lines from the first that differs; null where none does, or where the recorded text is lost. */
  difference: string | null;
}

export interface AuditReplay {
  auditId: string;
  /** `same-to-12-digits`: everything is the same but digits of floats in the output or the result beyond the twelfth. */
  verdict: 'identical' | 'same-to-12-digits' | 'different';
  /** How the program or the call ended then and now. */
  status: { recorded: string; replayed: string };
  output: ComparedText;
  /** What a declared function returned; null for tasks, and where either call gave no result. */
  result: ComparedText | null;
  artifacts: ComparedArtifact[];
  /** Why a difference need not be one of the code or the files: other packages, no seed, the clock. */
  notes: string[];
  run: RunRecord;
}

export interface ReplayOptions {
  /** Stand for inputs that are no longer where they were; they are recognised by their content. */
  files?: FileInput[] | undefined;
  signal?: AbortSignal | undefined;
  onEvent?: ((event: TaskEvent) => void) | undefined;
}

/** The log of every task that was answered. An id may be shortened as long as one record has it. */
export interface Audit {
  list(options?: { limit?: number | undefined }): Promise<AuditListing>;
  /** Throws `input-invalid` when there is no such record. */
  show(id: string): Promise<AuditEntry>;
  /** Faults of the log are in the report, never thrown. */
  verify(options?: { signal?: AbortSignal | undefined }): Promise<AuditReport>;
  /** Runs the recorded code or call once more, always as code nobody trusts. Throws `input-invalid` when it can't be the same on the same files. */
  replay(id: string, options?: ReplayOptions): Promise<AuditReplay>;
}
