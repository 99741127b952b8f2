import type { FastifyRequest } from 'fastify';
import type { StoredFile } from '../../contracts/service/stored-file.ts';
import type { FileStore } from './files/file-store.ts';
import { ServiceFault } from './service-fault.ts';

export interface Parts {
  files: StoredFile[];
  /** The last value of each name. */
  fields: Partial<Record<string, string>>;
}

/** Reads a form part by part; files go to the store as they come. Throws `too-large` past a cap and `unsupported` for what is no form. */
export async function takeParts(request: FastifyRequest, store: FileStore): Promise<Parts> {
  if (!request.isMultipart()) throw new ServiceFault('unsupported', 'Send a form: multipart/form-data.');
  const files: StoredFile[] = [];
  const fields = new Map<string, string>();
  for await (const part of request.parts()) {
    if (part.type === 'file') files.push(await store.add(part.filename || part.fieldname, part.file));
    else if (part.valueTruncated) throw new ServiceFault('too-large', 'A field of the form is too long.');
    else fields.set(part.fieldname, String(part.value));
  }
  return { files, fields: Object.fromEntries(fields) };
}
