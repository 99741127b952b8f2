import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../audit/canonical-json.ts';
import { issueSchema } from '../../contracts/issue.ts';
import { reviewRecordSchema } from '../../contracts/review-record.ts';
import { parseJson } from '../../text/parse-json.ts';

const cachedCodeSchema = z.strictObject({
  key: z.string().regex(/^[0-9a-f]{64}$/),
  code: z.string().min(1),
  approvedAt: z.iso.datetime(),
  auditId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .describe('the task whose record says how the code came about'),
  record: z
    .strictObject({ day: z.iso.date(), offset: z.number().int().nonnegative() })
    .describe('where that record stands in the audit log'),
  review: reviewRecordSchema,
  issues: z.array(issueSchema).describe('what the review found and was overridden'),
});

/** A program that was approved and ran to its end, with the review it got. */
export type CachedCode = z.infer<typeof cachedCodeSchema>;

const sealedSchema = z.strictObject({ mac: z.string(), entry: cachedCodeSchema });

/** The entry as it is written, signed with the key of this user. */
export function sealCode(entry: CachedCode, secret: Buffer): string {
  const mac = createHmac('sha256', secret).update(canonicalJson(entry)).digest('hex');
  return `${canonicalJson({ mac, entry })}\n`;
}

/** The entry, or null when this is not, byte for byte, what this user's key signed for `key`. */
export function openSealed(
  text: string,
  { key, secret }: { key: string; secret: Buffer },
): CachedCode | null {
  const parsed = sealedSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { entry } = parsed.data;
  const [given, expected] = [Buffer.from(text), Buffer.from(sealCode(entry, secret))];
  const isGenuine = given.length === expected.length && timingSafeEqual(given, expected);
  return isGenuine && entry.key === key ? entry : null;
}
