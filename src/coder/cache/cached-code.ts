import { z } from 'zod';
import { issueSchema } from '../../contracts/issue.ts';
import { reviewRecordSchema } from '../../contracts/review-record.ts';
import { canonicalJson } from '../audit/canonical-json.ts';
import { sha256 } from '../sha256.ts';

const cachedCodeSchema = z.strictObject({
  key: z.string().regex(/^[0-9a-f]{64}$/),
  code: z.string().min(1),
  approvedAt: z.iso.datetime(),
  auditId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .describe('the task whose record says how the code came about'),
  review: reviewRecordSchema,
  issues: z.array(issueSchema).describe('what the review found and was overridden'),
});

/** A program that was approved and ran to its end, with the review it got. */
export type CachedCode = z.infer<typeof cachedCodeSchema>;

const sealedSchema = z.strictObject({ sha256: z.string(), entry: cachedCodeSchema });

/** The entry as it is written, with its own hash. */
export function sealCode(entry: CachedCode): string {
  return `${canonicalJson({ sha256: sha256(canonicalJson(entry)), entry })}\n`;
}

/** The entry, or null when this is not, byte for byte, what was written under that key. */
export function openSealed(text: string, key: string): CachedCode | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = sealedSchema.safeParse(value);
  if (!parsed.success) return null;
  const { entry } = parsed.data;
  return entry.key === key && text === sealCode(entry) ? entry : null;
}
