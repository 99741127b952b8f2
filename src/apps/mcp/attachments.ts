import { z } from 'zod';
import { CoderError } from '../../errors/coder-error.ts';

const maxCallBytes = 16 * 1024 * 1024;

/** Room for the largest attachments in base64 and for the message around them. */
export const maxMessageBytes = 24 * 1024 * 1024;

const attachmentSchema = z.strictObject({
  name: z.string().min(1).max(255).describe('File name with its extension.'),
  text: z.string().optional().describe('The content of a text file.'),
  base64: z.string().optional().describe('The content of any other file.'),
});

const maxAttachments = 50;

export const attachmentsSchema = z
  .array(attachmentSchema)
  .max(maxAttachments)
  .describe('Small files to use that are not where the server can read them, sent with the call.');

export type Attachment = z.infer<typeof attachmentSchema>;

/** The files a client sent inside a call. Throws `input-invalid` for content that is not there, is no base64 or is too much. */
export function readAttachments(attachments: Attachment[]): { name: string; bytes: Uint8Array }[] {
  const files = attachments.map((attachment) => ({ name: attachment.name, bytes: bytesOf(attachment) }));
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total <= maxCallBytes) return files;
  throw invalid(
    `The attachments of one call may hold ${maxCallBytes} bytes together, but they hold ${total}: put the files in a folder the server may read and name them.`,
  );
}

function bytesOf({ name, text, base64 }: Attachment): Uint8Array {
  if (text !== undefined && base64 === undefined) return Buffer.from(text);
  if (base64 === undefined || text !== undefined)
    throw invalid(`The attachment ${JSON.stringify(name)} needs its content once, as text or as base64.`);
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(base64))
    throw invalid(`The content of the attachment ${JSON.stringify(name)} is not base64.`);
  return Buffer.from(base64, 'base64');
}

function invalid(message: string): CoderError {
  return new CoderError(message, { code: 'input-invalid' });
}
