import { z } from 'zod';

export const fileId = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('sha256 of the content');

/** A name for a file as programs see it; the service makes a plain one of whatever it is given. */
const fileName = z.string().min(1).max(255);

/** A file that was uploaded and is kept until it expires; the same content has the same id. */
export const storedFileSchema = z
  .object({
    id: fileId,
    name: fileName,
    bytes: z.int().nonnegative(),
    mediaType: z.string(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'StoredFile' });

export type StoredFile = z.infer<typeof storedFileSchema>;

export const storedFilesSchema = z.object({ files: z.array(storedFileSchema) }).meta({ id: 'StoredFiles' });

const maxInlineCharacters = 8 * 1024 * 1024;

/** A file that was uploaded before, or a small one in the request itself. */
export const fileReferenceSchema = z
  .union([
    z.strictObject({
      id: fileId,
      name: fileName.optional().describe('another name than it was uploaded with'),
    }),
    z.strictObject({ name: fileName, text: z.string().max(maxInlineCharacters) }),
    z.strictObject({ name: fileName, base64: z.base64().max(maxInlineCharacters) }),
  ])
  .meta({ id: 'FileReference' });

export type FileReference = z.infer<typeof fileReferenceSchema>;
