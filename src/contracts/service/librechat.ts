/** Internal: what LibreChat sends to its code interpreter. */

import { z } from 'zod';

/** A file of an earlier call or upload, as LibreChat refers to it; its name is where the program finds it. */
const fileReference = z.object({
  id: z.string(),
  name: z.string().min(1),
  storage_session_id: z.string().nullish(),
  session_id: z.string().nullish().describe('as older versions call storage_session_id'),
});

export type LibreChatReference = z.infer<typeof fileReference>;

/** What LibreChat sends to its code interpreter; whatever else it sends is of no meaning here. */
export const libreChatExecSchema = z
  .object({
    lang: z.string().max(40).describe('py or bash'),
    code: z
      .string()
      .min(1)
      .max(1024 * 1024),
    args: z.array(z.string()).max(100).nullish(),
    files: z.array(fileReference).max(1000).nullish(),
  })
  .meta({ id: 'LibreChatExec' });

export type LibreChatExec = z.infer<typeof libreChatExecSchema>;

export const libreChatRunSchema = z
  .object({
    session_id: z.string().describe('holds the files below'),
    stdout: z.string(),
    stderr: z.string(),
    code: z.int().nullable().describe('exit code; null where nothing ran or a signal ended it'),
    wall_time: z.number().nonnegative().describe('milliseconds'),
    files: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          session_id: z.string(),
          storage_session_id: z.string(),
        }),
      )
      .describe('what the program wrote or changed'),
  })
  .meta({ id: 'LibreChatRun' });

export type LibreChatRun = z.infer<typeof libreChatRunSchema>;

export const libreChatUploadSchema = z
  .object({
    message: z.literal('success'),
    session_id: z.string(),
    storage_session_id: z.string(),
    files: z.array(z.object({ status: z.literal('success'), fileId: z.string(), filename: z.string() })),
    succeeded: z.int(),
    failed: z.literal(0),
  })
  .meta({ id: 'LibreChatUpload' });

export const libreChatFileSchema = z
  .object({
    id: z.string(),
    name: z
      .string()
      .describe('session and id, except at detail=normalized, where it is the name of the file'),
    session_id: z.string(),
    storage_session_id: z.string(),
    size: z.int().nonnegative(),
    lastModified: z.iso.datetime(),
    etag: z.string(),
    contentType: z.string(),
    metadata: z.object({ 'original-filename': z.string(), 'content-type': z.string() }),
  })
  .meta({ id: 'LibreChatFile' });

export type LibreChatFile = z.infer<typeof libreChatFileSchema>;
