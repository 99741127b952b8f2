/** A size for people, in MiB to two digits. */
export function mebibytes(bytes: number): string {
  return `${Math.round((bytes / 2 ** 20) * 100) / 100} MiB`;
}
