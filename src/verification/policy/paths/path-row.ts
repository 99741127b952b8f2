/** What a function does with the files it is given; `mode` says it at run time. */
export type FileUse = 'reads' | 'writes' | 'mode';

/** Which arguments of a function are paths. */
export interface PathArguments {
  positions: readonly number[];
  names: readonly string[];
  use: FileUse;
}

/** One row: what is done, the positions and names of the path arguments, and the functions it holds for. */
export type PathRow = readonly [use: FileUse, takes: string, functions: string];

/** Names under which libraries take a file, beside those of a row. */
const usualNames =
  `file filename file_name fname filepath filepath_or_buffer path path_or_buf path_or_buffer io fp source
  stream uri file_or_filename filename_or_obj buf target pdf_file fileobj`.split(/\s+/);

/** The functions of all rows, each with its path arguments. */
export function pathTable(rows: readonly PathRow[]): ReadonlyMap<string, readonly PathArguments[]> {
  const table = new Map<string, PathArguments[]>();
  for (const [use, takes, functions] of rows) {
    const words = takes.split(' ');
    const positions = words.filter((word) => /^\d+$/.test(word)).map(Number);
    const own = words.filter((word) => !/^\d+$/.test(word));
    const names = positions.includes(0) ? [...new Set([...own, ...usualNames])] : own;
    for (const name of functions.trim().split(/\s+/)) {
      table.set(name, [...(table.get(name) ?? []), { positions, names, use }]);
    }
  }
  return table;
}
