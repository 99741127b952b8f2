import type { FileDescription } from '../../contracts/file-description.ts';
import type { StoredFile } from '../../contracts/service/stored-file.ts';
import type { Table } from '../model/answer.ts';
import { readPreview } from '../model/preview.ts';
import { describeFile } from './api.ts';
import { upload } from './upload.ts';

/** A file on its way to the service. */
export interface PickedFile {
  key: number;
  name: string;
  bytes: number;
  state: 'uploading' | 'looking' | 'ready' | 'failed';
  /** From 0 to 1. */
  uploaded: number;
  preview: Table | null;
  stored: StoredFile | null;
  description: FileDescription | null;
  problem: string | null;
}

type Change = (fields: Partial<PickedFile>) => void;

/** Shows the first rows, sends the file and has it described; every step is told to `change`. */
export async function takeFile(
  file: File,
  { change, signal }: { change: Change; signal: AbortSignal },
): Promise<void> {
  const preview = readPreview(file).then(
    (table) => change({ preview: table }),
    () => {}, // the service says what is wrong with it
  );
  try {
    const stored = await upload(file, { signal, onProgress: (uploaded) => change({ uploaded }) });
    change({ stored, uploaded: 1, state: 'looking' });
    change({ description: await describeFile(stored.id, file.name), state: 'ready' });
  } catch (error) {
    if (!signal.aborted) change({ state: 'failed', problem: (error as Error).message });
  }
  await preview;
}
