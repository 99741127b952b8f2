import { z } from 'zod';
import { recordedText } from '../../audit/recorded-text.ts';
import type { AuditText } from '../../contracts/audit-record.ts';
import { type FunctionLibrary, parameterKinds } from '../../contracts/function-library.ts';
import { parseJson } from '../../text/parse-json.ts';
import { sha256 } from '../../text/sha256.ts';

const librarySchema = z.object({
  id: z.string(),
  files: z.record(z.string(), z.string()),
  roots: z.array(z.string()),
  functions: z.array(
    z.object({
      name: z.string(),
      module: z.string(),
      function: z.string(),
      defaults: z.record(z.string(), z.unknown()),
      secrets: z.array(z.string()).optional(),
      bound: z.array(z.string()).optional(),
    }),
  ),
  shownAs: z.record(z.string(), z.string()),
  imports: z.array(z.string()),
  preload: z.boolean(),
  signatures: z.array(
    z.object({
      name: z.string(),
      signature: z.string(),
      summary: z.string(),
      parameters: z.array(
        z.object({
          name: z.string(),
          kind: z.enum(parameterKinds),
          required: z.boolean(),
        }),
      ),
    }),
  ),
}) satisfies z.ZodType<FunctionLibrary>;

export type RecordedLibrary = { status: 'found'; library: FunctionLibrary } | { status: 'lost'; why: string };

/**
 * The functions that were called, or that a recorded program could import, as they were. Whoever can write to the log could have put other sources there:
 * they are imported by the process that the program runs in, never before it, and never under the id of functions that are in use.
 */
export async function recordedLibrary(auditDir: string, sources: AuditText): Promise<RecordedLibrary> {
  if (sources.redacted > 0)
    return { status: 'lost', why: 'a secret in the sources of its functions was not recorded' };
  const text = await recordedText(auditDir, sources);
  const parsed = librarySchema.safeParse(text === null ? null : parseJson(text));
  if (!parsed.success || text === null)
    return { status: 'lost', why: 'the sources of its functions are missing or were changed' };
  return {
    status: 'found',
    library: { ...parsed.data, id: sha256(`replay of ${sha256(text)}`), preload: false },
  };
}
