import { z } from 'zod';
import { isolationSchema } from '../contracts/isolation.ts';
import { fixedLimits } from './fixed-limits.ts';

/** First word on the control channel, before any code was sent: what protects the process, or why it could not be locked. */
export const attestationSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('locked'),
    layers: isolationSchema.shape.layers,
    network: z.string().max(fixedLimits.detailCharacters).nullish(),
  }),
  z.object({ type: z.literal('refused'), detail: z.string().max(fixedLimits.detailCharacters) }),
]);

/** Said after the limits of one program are in force and before it starts. */
export const limitedSchema = z.object({ type: z.literal('limited'), layers: isolationSchema.shape.layers });

/** Ceilings that a watching process holds, because no resource limit counts them for one program alone. */
export const ceilings = [
  'memory',
  'threads',
  'disk',
  'scratch',
  'entries',
  'depth',
  'mappings',
  'unwatched',
] as const;

export type Ceiling = (typeof ceilings)[number];

/** The ceiling that the watch found a process to be past. */
export const exceededSchema = z
  .object({ limit: z.enum(ceilings), value: z.number() })
  .nullable()
  .default(null);

/** The launcher's word about the end, from the kernel's wait status; the program cannot reach its channel. */
export const endReportSchema = z.object({
  type: z.literal('ended'),
  exitCode: z.number().int().nullable(),
  signal: z.string().max(40).nullable(),
  cpuSeconds: z.number(),
  peakBytes: z.number(),
  exceeded: exceededSchema,
});

/** Last word of the program's own process: hostile, used for messages only. */
export const outcomeSchema = z.object({
  type: z.literal('outcome'),
  exitCode: z.number().int().min(0).max(255),
  cpuSeconds: z.number().nonnegative(),
  peakBytes: z.number().nonnegative(),
  exception: z
    .object({
      type: z.string().max(100),
      message: z.string().max(fixedLimits.messageCharacters),
      line: z.number().int().positive().nullable(),
      /** The kernel's number for what failed, where the exception carries one. */
      errno: z.number().int().nullable().default(null),
      /** How many threads the program had when the exception ended it. */
      threads: z.number().int().default(0),
    })
    .nullable(),
});

export type EndReport = z.infer<typeof endReportSchema>;

/** What the launcher needs to know before it forks; it never contains anything of the program. */
export interface LaunchSpec {
  tier: 'C' | 'limits';
  work: string;
  tmp: string;
  library: { folder: string; preload: boolean } | null;
  timeoutSeconds: number;
  memoryMiB: number;
  diskMiB: number;
}
