import { z } from 'zod';
import { isolationSchema } from '../contracts/isolation.ts';

/** First word on the control channel, before any code was sent: what protects the process, or why it could not be locked. */
export const attestationSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('locked'), layers: isolationSchema.shape.layers }),
  z.object({ type: z.literal('refused'), detail: z.string().max(300) }),
]);

/** Said after the limits of one program are in force and before it starts. */
export const limitedSchema = z.object({ type: z.literal('limited'), layers: isolationSchema.shape.layers });

/** The launcher's word about the end, from the kernel's wait status; the program cannot reach its channel. */
export const endReportSchema = z.object({
  type: z.literal('ended'),
  exitCode: z.number().int().nullable(),
  signal: z.string().max(40).nullable(),
  cpuSeconds: z.number(),
  peakBytes: z.number(),
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
      message: z.string().max(2_000),
      line: z.number().int().positive().nullable(),
    })
    .nullable(),
});

export type EndReport = z.infer<typeof endReportSchema>;

/** What the launcher needs to know before it forks; it never contains anything of the program. */
export interface LaunchSpec {
  work: string;
  tmp: string;
  timeoutSeconds: number;
  memoryMiB: number;
  diskMiB: number;
}
