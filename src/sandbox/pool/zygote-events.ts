import { z } from 'zod';
import { fixedLimits } from '../fixed-limits.ts';
import { endReportSchema, exceededSchema } from '../launcher-frames.ts';

const id = z.number().int().nonnegative();

/** What a zygote says; it never saw anything of a program, but a broken one must not break us. */
export const zygoteEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), pid: z.number().int().positive() }),
  z.object({ type: z.literal('ready'), rssBytes: z.number() }),
  z.object({ type: z.literal('importing') }),
  z.object({
    type: z.literal('refused'),
    kind: z.enum(['isolation', 'library', 'threads']),
    detail: z.string().max(fixedLimits.messageCharacters),
  }),
  z.object({ type: z.literal('armed'), id }),
  z.object({ type: z.literal('looked'), id, exceeded: exceededSchema }),
  endReportSchema.extend({ id, zygoteBytes: z.number().nonnegative().optional() }),
]);

export type ZygoteEvent = z.infer<typeof zygoteEventSchema>;

/** First words of a forked process on each of its three connections. */
export const helloSchema = z.object({
  type: z.literal('hello'),
  id,
  channel: z.enum(['control', 'stdout', 'stderr']),
});
