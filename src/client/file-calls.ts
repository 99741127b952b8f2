import { type StoredFile, storedFileSchema, storedFilesSchema } from '../contracts/service/stored-file.ts';
import { multipart, type Upload } from './multipart.ts';
import { removeOnce } from './remove-once.ts';
import { route } from './route.ts';
import type { CallOptions, Transport } from './transport.ts';

/** Files that are kept on the service for a while, by the hash of their content. */
export interface FileCalls {
  /** Sends files; the same content sent again is the same file. */
  upload(files: Upload | readonly Upload[], options?: CallOptions): Promise<StoredFile[]>;
  /** The newest first. */
  list(options?: CallOptions): Promise<StoredFile[]>;
  get(id: string, options?: CallOptions): Promise<StoredFile>;
  /** The answer with the content as its body, to be read as one likes. */
  content(id: string, options?: CallOptions): Promise<Response>;
  /** It is not there afterwards, whether or not it was. */
  remove(id: string, options?: CallOptions): Promise<void>;
}

export function fileCalls(transport: Transport): FileCalls {
  return {
    upload: async (files, { signal } = {}) => {
      const uploads = [files].flat() as Upload[];
      if (uploads.length === 0) return [];
      const call = { method: 'POST', path: '/api/files', signal, ...multipart(uploads) } as const;
      return (await transport.ask(call, storedFilesSchema)).files;
    },
    list: async ({ signal } = {}) => {
      const call = { method: 'GET', path: '/api/files', signal, repeatable: true } as const;
      return (await transport.ask(call, storedFilesSchema)).files;
    },
    get: (id, { signal } = {}) =>
      transport.ask(
        { method: 'GET', path: route`/api/files/${id}`, signal, repeatable: true },
        storedFileSchema,
      ),
    content: (id, { signal } = {}) =>
      transport.send({ method: 'GET', path: route`/api/files/${id}/content`, signal, repeatable: true }),
    remove: (id, { signal } = {}) => removeOnce(transport, route`/api/files/${id}`, signal),
  };
}
