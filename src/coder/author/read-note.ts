import { z } from 'zod';
import { fencedBlocks } from '../../llm/fenced-blocks.ts';
import { parseJsonReply } from '../../llm/parse-json-reply.ts';
import { cleanText } from '../../text/clean-text.ts';

const maxItems = 20;
const sentenceChars = 500;

/** What the modifier says about one issue. */
export interface Remark {
  /** Index into the issues the modifier was given. */
  issue: number;
  explanation: string;
}

/** What the modifier says it did; nothing of it is believed before it is checked. */
export interface Note {
  fixed: Remark[];
  overrides: Remark[];
  /** One sentence per change, those that settle an issue first. */
  changes: string[];
}

const issueNumber = z.coerce.number().int().positive();
const fixSchema = z.union([
  z.object({ issue: issueNumber, change: z.string().default('') }),
  issueNumber.transform((issue) => ({ issue, change: '' })),
]);
const overrideSchema = z.object({ issue: issueNumber, explanation: z.string() });
const noteSchema = z.object({
  fixed: listOf(fixSchema),
  overrides: listOf(overrideSchema),
  changes: listOf(z.string()),
});

/** The note in the last JSON block of a reply; a reply without a usable one claims nothing. What is said to be fixed is not overridden as well. */
export function readNote(reply: string): Note {
  const block = fencedBlocks(reply).findLast(({ language }) => language === 'json');
  const note = noteSchema.safeParse(parseJsonReply(block?.text ?? ''));
  if (!note.success) return { fixed: [], overrides: [], changes: [] };
  const fixed = note.data.fixed.map(({ issue, change }) => remark(issue, change));
  const overrides = note.data.overrides
    .map(({ issue, explanation }) => remark(issue, explanation))
    .filter(({ issue }) => fixed.every((fix) => fix.issue !== issue));
  const changes = [
    ...fixed.map(({ explanation }) => explanation),
    ...note.data.changes.map((change) => cleanText(change, sentenceChars).trim()),
  ].filter((change) => change !== '');
  return { fixed, overrides, changes: changes.slice(0, maxItems) };
}

function remark(issue: number, text: string): Remark {
  return { issue: issue - 1, explanation: cleanText(text, sentenceChars).trim() };
}

/** One entry in the wrong form does not cost the others. */
function listOf<Item>(item: z.ZodType<Item>) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((entries) =>
      entries.slice(0, maxItems).flatMap((entry) => {
        const parsed = item.safeParse(entry);
        return parsed.success ? [parsed.data] : [];
      }),
    );
}
