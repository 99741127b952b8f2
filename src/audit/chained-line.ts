import { z } from 'zod';
import { sha256Schema } from '../contracts/audit-record.ts';
import { parseJson } from '../text/parse-json.ts';
import { sha256 } from '../text/sha256.ts';
import { canonicalJson } from './canonical-json.ts';

/** What a writer found that must not be lost: the rest of a record that a crash cut off, or that nothing told how long the log was. */
const noteSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('torn'),
    bytes: z.number().int().positive(),
    sha256: sha256Schema,
  }),
  z.strictObject({ kind: z.literal('head-lost') }),
]);

const lineSchema = z.strictObject({
  seq: z.number().int().positive(),
  day: z.iso.date(),
  previous: sha256Schema,
  notes: z.array(noteSchema),
  record: z.unknown(),
  sha256: sha256Schema,
});

export type ChainNote = z.infer<typeof noteSchema>;
export type ChainedLine = z.infer<typeof lineSchema>;

/** What the first record of a log follows. */
export const beginning = '0'.repeat(64);

/** A line of the log: it holds the hash of the line before and, over everything else in it, its own. */
export function chainedLine(content: Omit<ChainedLine, 'sha256'>): { sha256: string; text: string } {
  const { day, notes, previous, record, seq } = content;
  const hashed = canonicalJson({ day, notes, previous, record, seq });
  const hash = sha256(hashed);
  return { sha256: hash, text: `${hashed.slice(0, -1)},"sha256":"${hash}"}` }; // the last name of all, so that this is canonical
}

export type ReadLine = { status: 'genuine' | 'edited'; line: ChainedLine } | { status: 'unreadable' };

/** `edited` unless every single byte is as it was written. */
export function readChainedLine(bytes: Buffer): ReadLine {
  const parsed = lineSchema.safeParse(parseJson(bytes.toString('utf8')));
  if (!parsed.success) return { status: 'unreadable' };
  const { sha256: _claimed, ...content } = parsed.data;
  const genuine = Buffer.from(chainedLine(content).text).equals(bytes);
  return { status: genuine ? 'genuine' : 'edited', line: parsed.data };
}
