/** A path on this machine, or the bytes themselves under a display name. */
export type FileInput = string | FileAtPath | { name: string; bytes: Uint8Array };

interface FileAtPath {
  path: string;
  name?: string | undefined;
  /** Refuses the file unless, once it is open, it lies below this folder (whose links are resolved) and no part of its path there is hidden. */
  within?: string | undefined;
  /** Refuses the file unless the copy that is used has this content. */
  sha256?: string | undefined;
}
