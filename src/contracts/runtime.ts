/** Internal: no caller sees how programs are run. */

import type { FunctionLibrary } from './function-library.ts';
import type { Isolation } from './isolation.ts';
import type { RunLimits } from './run-limits.ts';
import type { RunStatus } from './run-record.ts';

/** A file on the host that the program finds as `name` in its working folder. */
export interface InputPlacement {
  name: string;
  path: string;
}

/** What a program is asked as one file and answers as another, without either on a disk of the host where its folder is in memory. */
export interface Exchange {
  /** Where it finds what it is asked. */
  question: { name: string; text: string };
  /** Where it leaves its answer; a longer one is not read. */
  answer: { name: string; maxBytes: number };
}

/** The bytes it has, and what it says unless that are too many; as untrusted as the program. */
export interface Answer {
  bytes: number;
  text: string | null;
}

/** `ours` is code this package wrote (templates, describers): only that may run with rlimits alone on a host without isolation. */
export type CodeOrigin = 'ours' | 'untrusted';

/** What a program is written in: `shell` is a script for the system's `sh`, which runs in tier A alone. */
export const languages = ['python', 'shell'] as const;
export type Language = (typeof languages)[number];

/** One program to run once in a throwaway process. */
export interface Program {
  code: string;
  /** Python unless given. A shell program has no library, network or environment of its own, and nothing of it depends on the seed. */
  language?: Language | undefined;
  origin: CodeOrigin;
  inputs: InputPlacement[];
  exchange?: Exchange | undefined;
  /** Top-level modules it will import without naming them in its code; they only decide how warm it starts. */
  imports?: readonly string[] | undefined;
  limits: RunLimits;
  /** Sources of an operator that the program finds imported; its interpreter imported them before, once for all programs. */
  library?: FunctionLibrary | undefined;
  /** What it may reach of the network: everything, or these "host:port"; nothing unless given, and never for code of a model. */
  network?: true | readonly string[] | undefined;
  /** Variables that it finds in its environment, where secrets of an operator's function travel. */
  environment?: Readonly<Record<string, string>> | undefined;
  /** Makes two runs on the same inputs draw the same random numbers and hash text the same way; a whole number below 2^32. */
  seed?: number | undefined;
  /** A folder of the host, private to this run, made when the first file goes there; the files the program wrote end up below it. */
  runDir: string;
  /** Files collected afterwards at most; without it the runtime's own cap holds. */
  maxFiles?: number | undefined;
  signal?: AbortSignal | undefined;
  onOutput?: ((chunk: OutputChunk) => void) | undefined;
}

export interface OutputChunk {
  stream: 'stdout' | 'stderr';
  text: string;
}

/** The exception that ended the program, as the program's own process reported it: untrusted text. */
export interface ProgramException {
  type: string;
  message: string;
  line?: number | undefined;
}

/** A regular file the program wrote, already copied out of its reach. */
export interface OutputFile {
  name: string;
  path: string;
  bytes: number;
  sha256: string;
  /** Present on the whole standard output, which the program did not write as a file. */
  fullOutput?: true;
}

export interface RunOutcome {
  status: RunStatus;
  /** One sentence for people: which limit, its value, or how the program ended; null when it finished. */
  reason: string | null;
  exitCode: number | null;
  signal: string | null;
  exception: ProgramException | null;
  /** The first part of each stream, cut at a character, with `truncated` telling so. */
  stdout: string;
  stderr: string;
  truncated: boolean;
  /** What the program wrote, and its full standard output as `stdout.txt` when `stdout` was truncated. */
  files: OutputFile[];
  /** Files that were left behind and why, for example past the artifact cap. */
  leftBehind: string[];
  /** Inputs by whose name nothing was there any more after the run. */
  removedInputs: string[];
  /** Null where it left none, or was not to. */
  answer: Answer | null;
  wallMs: number;
  cpuMs: number | null;
  peakMemoryMiB: number | null;
  isolation: Isolation;
}

/** `threads`: importing left threads or shared memory, from which nothing can be forked; such a library is for `preload: false`. */
export type WarmUp =
  | { status: 'warm'; milliseconds: number }
  | { status: 'threads' | 'failed'; detail: string };

/** The seam every way of running Python stands behind; a call either resolves to an outcome or throws a `CoderError`. */
export interface Runtime extends AsyncDisposable {
  /** True where it runs no program of this package's own, which need its Python environment. */
  readonly isForeignOnly?: true;
  run(program: Program): Promise<RunOutcome>;
  /** Starts and proves the interpreter that programs with this library will come from, so that none of them waits for it. */
  warmUp(program: Pick<Program, 'library' | 'network' | 'seed'>): Promise<WarmUp>;
  /** Ends the interpreters of a library that no further program will have, once its programs have ended. */
  release(libraryId: string): void;
  /** Starts an empty program through the production path and says what protected it. */
  probe(): Promise<Isolation>;
}
