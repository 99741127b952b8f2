import type { FastifyRequest } from 'fastify';
import { fromClient } from './from-client.ts';
import { ServiceFault } from './service-fault.ts';

export interface Parts<File> {
  files: File[];
  /** The last value of each name. */
  fields: Partial<Record<string, string>>;
}

/** Where the files of a form go as they come. */
interface Taker<File> {
  add(name: string, content: AsyncIterable<Uint8Array>): Promise<File>;
}

interface FormOptions {
  /** Names keep their folders; whoever takes them must look at them. */
  preservePath?: boolean;
  limits?: { files: number };
}

/** Reads a form part by part. Throws `too-large` past a cap, `unsupported` for what is no form, and `input-invalid` for a broken one. */
export async function takeParts<File>(
  request: FastifyRequest,
  taker: Taker<File>,
  form: FormOptions = {},
): Promise<Parts<File>> {
  if (!request.isMultipart()) throw new ServiceFault('unsupported', 'Send a form: multipart/form-data.');
  const files: File[] = [];
  const fields = new Map<string, string>();
  for await (const part of fromClient(request.parts(form))) {
    if (part.type === 'file')
      files.push(await taker.add(part.filename || part.fieldname || 'file', fromClient(part.file)));
    else if (part.valueTruncated) throw new ServiceFault('too-large', 'A field of the form is too long.');
    else fields.set(part.fieldname, String(part.value));
  }
  return { files, fields: Object.fromEntries(fields) };
}
