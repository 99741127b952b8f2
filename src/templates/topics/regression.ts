import type { Column } from '../../contracts/file-description.ts';
import type { AskableTable } from '../askable.ts';
import { isAdditive, isMeasure } from '../column-kind.ts';
import { call, data, print, set } from '../program.ts';
import { any, firstMatch } from './phrases.ts';
import { readColumns } from './read-columns.ts';
import { type Topic, tablesOf } from './topic.ts';

const run = `${any('perform|run|fit|make|build|calculate|compute|show|get|give|estimate')}*`;
const model = any(
  '(?:multiple |simple )?(?:linear )?(?:ols |(?:ordinary )?least squares )?regression(?: model| analysis)?|ols(?: model)?',
);
const y = '(?<y>.+?)';
const x = '(?<x>.+)';
const others = any('other (?:numeric )?columns|other numbers|everything else|rest|other variables');

const patterns: readonly string[] = [
  `${run}${model}${any('of|for')}?${y}${any('on|from|using|against|with')}(?:${others}|${x})`,
  `${run}${model}${any('to|that')}?${any('predict|predicts|predicting|explain|explains|explaining')}${y}${any('from|with|using|by')}(?:${others}|${x})`,
  `${run}${model}${any('with')}${y}${any('as (?:dependent|target|response)(?: variable)?')}and ${x}${any('as (?:predictors?|independent variables?)')}`,
  `${any('regress')}${y}${any('on|against')}(?:${others}|${x})`,
  `${any('predict|explain')}${y}${any('from|with|using|by')}(?:${others}|${x})${any('with|using|by')}${run}${model}`,
  `${any('how|what')}${any('effect|influence|impact')}${any('have|has')}?${x}${any('on')}${y}${any('in|by|with|using')}${model}`,
  `${run}${model}${any('on')}(?<subject>.+?)data `,
];

/** Ordinary least squares of one column on others. */
export const regression: Topic = (request) => {
  const tables = tablesOf(request);
  return tables.flatMap((table) =>
    patterns.flatMap((pattern) => regress(pattern, { words: request.words, table })),
  );
};

function regress(pattern: string, { words, table }: { words: string; table: AskableTable }) {
  const found = firstMatch([pattern], words);
  const target = found && targetOf(found, table);
  const [dependent] = target ?? [];
  if (!found || !dependent || target?.length !== 1) return [];
  const predictors = found.x === undefined ? otherMeasures(dependent, table) : readColumns(found.x, table);
  const all = [dependent, ...(predictors ?? [])];
  if (!predictors?.length || !all.every(isMeasure) || new Set(all).size < all.length) return [];
  const names = predictors.map(({ name }) => name);
  const note = all.some(({ nullCount }) => nullCount > 0) ? ' (rows with a missing value left out)' : '';
  return [
    {
      template: 'regression',
      understood: `ordinary least squares of ${dependent.name} on ${names.join(', ')} with an intercept, from ${table.label}${note}`,
      steps: [set(data, table.load), print(call('least_squares', [data, dependent.name, names]))],
    },
  ];
}

/** What is to be explained; "this sales data" names it where the sales are the table's only quantity of their kind. */
function targetOf({ y, subject }: Partial<Record<string, string>>, table: AskableTable): Column[] | null {
  const named = readColumns(y ?? subject ?? '', table);
  const quantities = table.columns.filter(isAdditive);
  return y !== undefined || (quantities.length === 1 && quantities[0] === named?.[0]) ? named : null;
}

/** Every other number of the table; null when some columns are not described. */
function otherMeasures(target: Column, { columns, omittedColumns }: AskableTable): Column[] | null {
  return omittedColumns > 0 ? null : columns.filter((column) => column !== target && isMeasure(column));
}
