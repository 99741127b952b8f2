import { matchPattern } from './draft.ts';
import type { Plan } from './match-table.ts';
import type { Item } from './read-items.ts';
import { LoadExpression } from './render-template.ts';
import type { JsonScope, TextScope } from './scopes.ts';

const usualWords = 20;

/** Plans for a text file: its most frequent words, or how many words, lines or characters it has. */
export function matchText(items: readonly Item[], scope: TextScope): Plan[] {
  const read = { use: 'read_text', slots: { SLOT_LOAD: new LoadExpression(scope.file.load) } };
  const counted = matchPattern(/^[sw]*(?<count>K)(?<part>W)(?:I?[EF])?$/, items)?.part?.[0]?.word;
  if (counted && counted !== 'frequency') {
    const understood = `number of ${counted}, from ${scope.label}`;
    return [
      {
        template: 'text-count',
        understood,
        steps: [read, { use: `count_${counted}` }, { use: 'print_json' }],
      },
    ];
  }
  const found = matchPattern(
    /^[sw]*(?<count>K)?(?<before>N)?(?<rank>X)?(?<after>N)?(?<part>W)(?:I?F)?$/,
    items,
  );
  const [rank, part] = [found?.rank?.[0]?.word, found?.part?.[0]?.word];
  const isFrequency = part === 'frequency' || (part === 'words' && rank !== undefined && !found?.count);
  if (!found || !isFrequency || rank === 'smallest' || (found.before && found.after)) return [];
  const count = (found.before ?? found.after)?.[0]?.number ?? usualWords;
  if (!Number.isInteger(count) || count < 1) return [];
  return [
    {
      template: 'word-frequency',
      understood: `the ${count} most frequent words, from ${scope.label}`,
      steps: [read, { use: 'word_frequency', slots: { SLOT_COUNT: count } }, { use: 'print_json' }],
    },
  ];
}

/** The plan for "structure of this JSON file". */
export function matchJson(items: readonly Item[], scope: JsonScope): Plan[] {
  if (!matchPattern(/^[sw]*J(?:I?[EF])?$/, items)) return [];
  const { name, encoding, type } = scope.file;
  const read = {
    use: type === 'jsonl' ? 'read_json_lines' : 'read_json',
    slots: { SLOT_NAME: name, SLOT_ENCODING: encoding },
  };
  return [
    {
      template: 'json-structure',
      understood: `structure: types and keys, from ${scope.label}`,
      steps: [read, { use: 'json_structure' }, { use: 'print_json' }],
    },
  ];
}
