/** A file as a program finds it. */
export interface PlacedFile {
  name: string;
  /** The snapshot; the caller's file may change or vanish from now on. Null where the program does not get the file. */
  path: string | null;
  originalPath: string | null;
  bytes: number;
  sha256: string;
}
