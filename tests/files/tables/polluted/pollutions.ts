import { around } from './kinds/around.ts';
import { headers } from './kinds/headers.ts';
import { marks } from './kinds/marks.ts';
import { others } from './kinds/others.ts';
import { uneven } from './kinds/uneven.ts';
import type { Polluted, Pollution } from './pollution.ts';
import { type Table, tables } from './tables.ts';

/** Every kind by its name. */
export const pollutions: Record<string, Pollution> = {
  ...around,
  ...headers,
  ...uneven,
  ...marks,
  ...others,
};

/** Every kind in so many of the tables, other ones for each kind; with the name of the file. */
export function pollutedFiles(tablesEach: number): { kind: string; name: string; polluted: Polluted }[] {
  return Object.entries(pollutions).flatMap(([kind, pollute], at) => {
    const turned = tables.map((_, step) => tables[(at * tablesEach + step) % tables.length] as Table);
    return turned
      .map((table) => ({ kind, table, polluted: pollute(table) }))
      .flatMap(({ polluted, table }) =>
        polluted === null
          ? []
          : [{ kind, name: `${kind.replaceAll(/\W+/g, '_')}-${table.name}.csv`, polluted }],
      )
      .slice(0, tablesEach);
  });
}
