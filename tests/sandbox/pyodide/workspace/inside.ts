import { createHash } from 'node:crypto';
import type { PyodideFiles } from '../../../../src/contracts/pyodide.ts';

/** The view of `/workspace` that a runtime gives, over a map that a test can write as a program could. */
export function insideOf(files: Map<string, string>): PyodideFiles {
  return {
    list: async () =>
      [...files].map(([name, text]) => ({
        name,
        bytes: Buffer.byteLength(text),
        sha256: createHash('sha256').update(text).digest('hex'),
      })),
    read: async (name) => Buffer.from(files.get(name) ?? ''),
    write: async (name, bytes) => void files.set(name, Buffer.from(bytes).toString()),
    remove: async (name) => void files.delete(name),
  };
}
