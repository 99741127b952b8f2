import { z } from 'zod';

/** What is asked of the guest. Bytes travel as they are between threads of a browser, and as base64 over a pipe. */
export type GuestRequest =
  | { do: 'execute'; code: string; fileName: string; outputChars: number }
  | { do: 'unpack'; wheels: readonly { fileName: string; bytes: Uint8Array }[] }
  | { do: 'packages' }
  | { do: 'files' }
  | { do: 'read'; name: string }
  | { do: 'write'; name: string; bytes: Uint8Array }
  | { do: 'remove'; name: string };

/** Of the files that are kept of the workspace of an interpreter. */
export const workspaceCaps = { files: 1_000, bytes: 64 * 2 ** 20 };

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const faultSchema = z.object({
  type: z.string().max(200).nullable(),
  message: z.string().max(20_000),
  traceback: z.string().max(20_000).nullable(),
  line: z.number().int().nonnegative().nullable(),
  module: z.string().max(500).nullable(),
});

/** How the guest says that code ended. `broken`: its interpreter can't go on. */
export const executedSchema = z.union([
  z.object({ status: z.literal('succeeded'), result: z.unknown() }),
  z.object({ status: z.enum(['failed', 'out-of-memory', 'broken']), error: faultSchema }),
]);

export const packagesSchema = z
  .array(z.object({ name: z.string().min(1).max(200), version: z.string().max(100) }))
  .max(2_000);

export const filesSchema = z
  .array(z.object({ name: z.string().max(2_000), bytes: z.number().int().nonnegative(), sha256 }))
  .max(100_000);

/** The content of one file. */
export const readSchema = z.object({ base64: z.base64().max(90 * 2 ** 20) });

/** The answer to what has none. */
export const doneSchema = z.object({ done: z.literal(true) });

/** What a guest says when it has started. */
export const startedSchema = z.strictObject({
  pyodide: z.string().max(40),
  python: z.string().max(40),
  /** In base64, its memory before any program, from which others start sooner; null where it started from one itself. */
  snapshot: z.string().nullable(),
});
