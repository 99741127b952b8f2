import type { WorkspaceSync } from '../../../contracts/pyodide.ts';

export interface HostFile {
  /** Relative, with "/" between its folders. */
  name: string;
  bytes: number;
  sha256: string;
}

export interface SyncCaps {
  /** Permitted files on one side. */
  files: number;
  fileBytes: number;
  totalBytes: number;
}

export const syncCaps: SyncCaps = {
  files: 1_000,
  fileBytes: 16 * 2 ** 20,
  totalBytes: 128 * 2 ** 20,
};

export type Refusal = WorkspaceSync['refused'][number];

/** The side of the host: a folder, or what a page holds. */
export interface HostFiles {
  /** What is there and permitted; throws `input-invalid` where that is more than the caps have. */
  list(request: {
    isPermitted(name: string): boolean;
    caps: SyncCaps;
    signal?: AbortSignal | undefined;
  }): Promise<{ files: HostFile[]; refused: Refusal[] }>;
  /** Null for what is not there any more, or larger. */
  read(name: string, maxBytes: number): Promise<Uint8Array | null>;
  /** In one step; gives the reason where something is in the way. */
  write(name: string, bytes: Uint8Array): Promise<string | null>;
}
