import { CoderError } from '../../../errors/coder-error.ts';
import { contentHash } from '../content-hash.ts';
import type { HostFiles } from './host-files.ts';

/** The files of a page, which has no folders: what stands in the map is the workspace. */
export function memoryFiles(contents: Map<string, Uint8Array> = new Map()): HostFiles {
  return {
    list: async ({ isPermitted, caps }) => {
      const permitted = [...contents].filter(([name]) => isPermitted(name));
      const fitting = permitted.filter(([, bytes]) => bytes.length <= caps.fileBytes);
      const total = fitting.reduce((sum, [, bytes]) => sum + bytes.length, 0);
      if (permitted.length > caps.files || total > caps.totalBytes)
        throw new CoderError(
          `The workspace has more than ${caps.files} files or ${caps.totalBytes} bytes: permit fewer paths.`,
          { code: 'input-invalid' },
        );
      return {
        files: await Promise.all(
          fitting.map(async ([name, bytes]) => ({
            name,
            bytes: bytes.length,
            sha256: await contentHash(bytes),
          })),
        ),
        refused: permitted
          .filter(([, bytes]) => bytes.length > caps.fileBytes)
          .map(([name]) => ({ name, reason: `has more than ${caps.fileBytes} bytes` })),
      };
    },
    read: async (name, maxBytes) => {
      const bytes = contents.get(name);
      return bytes === undefined || bytes.length > maxBytes ? null : bytes;
    },
    write: async (name, bytes) => {
      contents.set(name, bytes);
      return null;
    },
  };
}
