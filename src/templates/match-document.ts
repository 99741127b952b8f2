import type { AskableText, AskableTree } from './askable.ts';
import { matchPattern, opening, wholePattern } from './item-pattern.ts';
import type { Plan } from './match-table.ts';
import { type Call, call, LoadExpression, print, set, Variable } from './program.ts';
import type { Item } from './read-items.ts';

const usualWords = 20;
const countPattern = wholePattern(`${opening} count:count part:text-part (in? (rows|source))?`);
const frequencyPattern = wholePattern(
  `${opening} count:count? before:number? rank:superlative? after:number? part:text-part (in? source)?`,
);
const structurePattern = wholePattern(`${opening} structure (in? (rows|source))?`);
const text = new Variable('text');
const documents = new Variable('documents');

const counts: Readonly<Record<string, Call>> = {
  words: call('len', [text.method('split')]),
  lines: call('count_lines', [text]),
  characters: call('len', [text]),
};

/** Plans for a text file: its most frequent words, or how many words, lines or characters it has. */
export function matchText(items: readonly Item[], askable: AskableText): Plan[] {
  const read = set(text, new LoadExpression(askable.file));
  const counted = matchPattern(countPattern, items)?.part?.[0]?.word;
  const count = counts[counted ?? ''];
  if (count) {
    const understood = `number of ${counted}, from ${askable.label}`;
    return [
      {
        template: 'text-count',
        understood,
        steps: [read, print(count)],
      },
    ];
  }
  const found = matchPattern(frequencyPattern, items);
  const [rank, part] = [found?.rank?.[0]?.word, found?.part?.[0]?.word];
  const isFrequency = part === 'frequency' || (part === 'words' && rank !== undefined && !found?.count);
  if (!found || !isFrequency || rank === 'smallest' || (found.before && found.after)) return [];
  const wanted = (found.before ?? found.after)?.[0]?.number ?? usualWords;
  if (!Number.isInteger(wanted) || wanted < 1) return [];
  return [
    {
      template: 'word-frequency',
      understood: `the ${wanted} most frequent words, from ${askable.label}`,
      steps: [read, print(call('word_frequency', [text, wanted]))],
    },
  ];
}

/** The plan for "structure of this JSON file". */
export function matchJson(items: readonly Item[], askable: AskableTree): Plan[] {
  if (!matchPattern(structurePattern, items)) return [];
  const { name, encoding, type } = askable.file;
  const read = call(type === 'jsonl' ? 'read_json_lines' : 'read_json', [name, encoding]);
  return [
    {
      template: 'json-structure',
      understood: `structure: types and keys, from ${askable.label}`,
      steps: [set(documents, read), print(call('shape', [documents]))],
    },
  ];
}
