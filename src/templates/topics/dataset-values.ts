import type { ScientificDescription } from '../../contracts/file-description.ts';
import type { Plan } from '../match-table.ts';
import { call, LoadExpression, print, set, Variable } from '../program.ts';
import { splitWords, stemWord } from '../stem-word.ts';
import { any, firstMatch, listOf, show } from './phrases.ts';
import { inFile } from './sources.ts';
import type { Topic } from './topic.ts';

type Dataset = ScientificDescription['datasets'][number];

const nouns = '(?:hdf5|h5|hdf|netcdf|nc)(?: data| dataset)?|dataset|data|store';
const functions: readonly { name: string; sayings: string }[] = [
  { name: 'mean', sayings: 'average|mean|avg' },
  { name: 'min', sayings: 'min|minimum|lowest|smallest' },
  { name: 'max', sayings: 'max|maximum|highest|largest' },
];
const dataset = new Variable('dataset');
const calculate = `${any('calculate|compute|determine')}*`;
const measured = any('measurements?|values?|readings?|data|statistics|summary|range');
const name = '(?<name>(?:[\\p{L}\\p{N}_]+ )+?)';

/** The values of one dataset of an HDF5 or NetCDF file in numbers: over all, or for each entry of one of its axes. */
export const datasetValues: Topic = ({ words, files }) =>
  files.flatMap((file) => {
    if ((file.type !== 'h5' && file.type !== 'nc') || file.omittedDatasets > 0) return [];
    const where = inFile(file, { nouns, files });
    const asked = listOf('functions', any(functions.map(({ sayings }) => sayings).join('|')));
    const by = `(?:${any('by|per|for')}(?<axis>[\\p{L}\\p{N}_]+ ))?`;
    const found = firstMatch(
      [
        `${calculate}${show}${asked}${name}${measured}?${by}${where}`,
        `${calculate}${show}${asked}${name}${measured}?${where}${by}`,
        `${any('summari[sz]e|describe|analy[sz]e')}*${show}${name}${measured}${where}`,
        `${any('summari[sz]e|describe|analy[sz]e')}${show}${name}${where}`,
        `${any('summari[sz]e|describe')}*${show}${measured}${any('of|for')}?${name}${where}`,
      ],
      words,
    );
    return found ? planFor(file, found) : [];
  });

function planFor(file: ScientificDescription, found: Partial<Record<string, string>>): Plan[] {
  const asked = onlyNamed(found.name ?? '', file);
  const axis = found.axis === undefined ? null : axisNamed(found.axis, { file, dataset: asked });
  if (!asked || (found.axis !== undefined && !axis)) return [];
  const wanted = functions
    .filter(({ sayings }) => new RegExp(`(?:^| )${any(sayings)}`).test(found.functions ?? ''))
    .map((each) => each.name);
  const names = wanted.length > 0 ? wanted : functions.map((each) => each.name);
  const loadOf = ({ load }: Dataset) => new LoadExpression({ load, imports: file.imports });
  const each = axis ? ` for each ${axis.dataset.path}` : '';
  return [
    {
      template: 'dataset-values',
      understood: `${names.join(', ')} of ${asked.path}${asked.units ? ` in ${asked.units}` : ''}${each}, missing values left out, from ${file.name}`,
      steps: [
        set(dataset, loadOf(asked)),
        print(
          axis
            ? call('numbers_by_axis', [dataset, names], { axis: axis.index, labels: loadOf(axis.dataset) })
            : call('dataset_numbers', [dataset, names], { units: asked.units ?? null }),
        ),
      ],
    },
  ];
}

/** The one dataset of numbers whose last name is what was asked for. */
function onlyNamed(asked: string, { datasets }: ScientificDescription): Dataset | null {
  const found = datasets.filter((dataset) => lastName(dataset) === stems(asked.trim().split(' ')));
  const [only] = found;
  return only && found.length === 1 && /^(?:u?int|float)\d+$/.test(only.dtype) && isReadable(only)
    ? only
    : null;
}

/** The axis that a list of the same name and length stands for; null where two axes have that length. */
function axisNamed(
  asked: string,
  { file, dataset }: { file: ScientificDescription; dataset: Dataset | null },
): { index: number; dataset: Dataset } | null {
  const lists = file.datasets.filter(
    (other) => other.shape.length === 1 && lastName(other) === stems(asked.trim().split(' ')),
  );
  const [list] = lists;
  if (!list || lists.length > 1 || !dataset || list === dataset) return null;
  const isAxis = (length: number, index: number) =>
    dataset.dimensions ? dataset.dimensions[index] === list.path : length === list.shape[0];
  const axes = dataset.shape.flatMap((length, index) => (isAxis(length, index) ? [index] : []));
  return axes.length === 1 ? { index: axes[0] as number, dataset: list } : null;
}

/** False where `load` gives a part only, or numbers that still have to be scaled or stand for "missing". */
function isReadable({ load, attributes }: Dataset): boolean {
  const names = Object.keys(attributes ?? {});
  const isRaw = names.some((name) => /^(?:_?fillvalue|missing_?value|scale_factor|add_offset)$/i.test(name));
  return !load.startsWith('h5py.') || (load.endsWith('[:]') && !isRaw);
}

function lastName({ path }: Dataset): string {
  return stems(splitWords(path.split('/').at(-1) ?? ''));
}

function stems(words: readonly string[]): string {
  return words.map(stemWord).join('');
}
