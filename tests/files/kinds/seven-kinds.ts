import { expect } from 'vitest';
import type { FileType } from '../../../src/files/formats.ts';
import { fixture } from '../desk.ts';
import { corrupted, cutOff } from '../made/made-files.ts';

/** The files every format must be tried with; `empty` is a valid file without data, a file of 0 bytes is refused for every format alike. */
export const kinds = ['typical', 'odd', 'empty', 'truncated', 'corrupt', 'lying', 'hostile'] as const;
export type Kind = (typeof kinds)[number];

/** A part of the description, written by hand, or what the refusal must say. */
export type Outcome = RegExp | ({ type?: FileType } & Record<string, unknown>);

export interface Sample {
  outcome: Outcome;
  /** The bytes, where they are kept or from the typical file of the format. */
  bytes: (typical: Buffer) => Buffer | Promise<Buffer>;
  /** Where the bytes are kept below the fixtures; null where the test makes them. */
  stored: string | null;
  /** Instead of the format's own. */
  extension?: string;
}

export interface Impossible {
  impossible: string;
}

export type SevenKinds = Record<Kind, Sample | Impossible>;

/** A file kept below the fixtures; the README of its folder says what made it. */
export function stored(path: string, outcome: Outcome): Sample {
  return { outcome, stored: path, bytes: () => fixture(path) };
}

export function written(
  content: string | Buffer | (() => Buffer | Promise<Buffer>),
  outcome: Outcome,
): Sample {
  const bytes = typeof content === 'function' ? content : () => Buffer.from(content);
  return { outcome, stored: null, bytes };
}

/** The typical file after a change. */
export function changed(change: (typical: Buffer) => Buffer, outcome: Outcome): Sample {
  return { outcome, stored: null, bytes: change };
}

/** The first part of the typical file. */
export function cut(outcome: Outcome, share = 0.6): Sample {
  return changed((typical) => cutOff(typical, share), outcome);
}

/** The typical file with zeros in its middle third. */
export function holed(outcome: Outcome): Sample {
  return changed(corrupted, outcome);
}

/** The typical file under another extension, which must be said in so many words. */
export function named(
  extension: string,
  title: string,
  facts: { type?: FileType; [fact: string]: unknown } = {},
): Sample {
  const said = `The file is named ${extension}, but its content is ${title}; it is described as that.`;
  const outcome = { ...facts, warnings: expect.arrayContaining([said]) };
  return { ...changed((typical) => typical, outcome), extension };
}

/** A kind that no file of the format can be of. */
export function never(impossible: string): Impossible {
  return { impossible };
}
