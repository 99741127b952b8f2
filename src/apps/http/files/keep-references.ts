import type { FileInput } from '../../../contracts/file-input.ts';
import type { FileReference } from '../../../contracts/service/stored-file.ts';
import type { TaskView } from '../../../contracts/service/task-view.ts';
import type { FileStore } from './file-store.ts';
import { plainName } from './plain-name.ts';

interface Kept {
  files: TaskView['files'];
  /** The same, for the core. */
  inputs: FileInput[];
}

/** Has the files of a request in the store, where they stay for their full time. Throws `not-found` for one that is not there. */
export async function keepReferences(store: FileStore, references: readonly FileReference[]): Promise<Kept> {
  const files: TaskView['files'] = [];
  for (const reference of references) {
    const { id, name, bytes } =
      'id' in reference
        ? await store.use(reference.id)
        : await store.add(reference.name, contentOf(reference));
    files.push({ id, bytes, name: plainName(reference.name ?? name) });
  }
  return { files, inputs: files.map(({ id, name }) => ({ path: store.pathOf(id), name, sha256: id })) };
}

async function* contentOf(reference: { text: string } | { base64: string }): AsyncGenerator<Uint8Array> {
  yield 'text' in reference ? Buffer.from(reference.text) : Buffer.from(reference.base64, 'base64');
}
