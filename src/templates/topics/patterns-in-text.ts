import type { FileDescription } from '../../contracts/file-description.ts';
import type { Plan } from '../match-table.ts';
import { call, LoadExpression, print, result, set, type Value, Variable } from '../program.ts';
import { any, firstMatch, listOf, show } from './phrases.ts';
import { fileCalled, inFile } from './sources.ts';
import type { Topic } from './topic.ts';

const text = new Variable('text');
const kinds: readonly { name: string; sayings: string; written: string }[] = [
  {
    name: 'phone_numbers',
    sayings: '(?:tele)?phone numbers?|(?:tele)?phones?',
    written:
      'phone numbers written like +49 30 1234567, (212) 555-0187, 030/123456, 212-555-0187 or 555-0187',
  },
  {
    name: 'email_addresses',
    sayings: 'e ?mails?(?: address(?:es)?)?|mail address(?:es)?',
    written: 'e-mail addresses',
  },
  {
    name: 'urls',
    sayings: 'urls?|web ?address(?:es)?',
    written: 'web addresses that begin with http, https or www',
  },
  {
    name: 'dates',
    sayings: 'dates?',
    written: 'dates written like 2024-01-15, 15.01.2024, 1/15/2024, January 15, 2024 or 15 January 2024',
  },
];

const kind = any(kinds.map(({ sayings }) => sayings).join('|'));
const contacts = any('contact (?:details|information|data|info)|contacts');
const count = any('how many|number|count');

/** E-mail addresses, phone numbers, web addresses and dates that stand in a document. */
export const patternsInText: Topic = ({ words, files }) =>
  files.flatMap((file) => {
    const source = sourceOf(file);
    if (!source) return [];
    const asked = listOf('kinds', `(?:${kind}|${contacts})`);
    const where = inFile(file, { nouns: source.nouns, files });
    const holds = `${fileCalled(file, source.nouns)}${any('contain|contains|have|has|hold|mention|mentions')}`;
    const found = firstMatch(
      [
        `${show}${asked}${where}`,
        `${show}${asked}${any('mentioned|listed|contained|found|given|written')}${where}`,
        `${any('what|which')}${asked}${holds}`,
        `(?<count>${count})(?:distinct |different |unique )${asked}${where}`,
        `${show}${where}${asked}`,
      ],
      words,
    );
    return found ? [plan(file, source.read, found)] : [];
  });

function plan(file: FileDescription, read: Value, found: Partial<Record<string, string>>): Plan {
  const asked = found.kinds ?? '';
  const both = new RegExp(contacts).test(asked) ? ['phone_numbers', 'email_addresses'] : [];
  const wanted = kinds.filter(({ name, sayings }) => both.includes(name) || mentions(asked, sayings));
  const what = wanted.map(({ written }) => written).join('; ');
  return {
    template: 'text-patterns',
    understood: `${found.count ? 'number of distinct ' : ''}${what}, each once, from ${file.name}`,
    steps: [
      set(text, read),
      set(result, call('find_patterns', [text, wanted.map(({ name }) => name)])),
      print(found.count ? call('count_found', [result]) : result),
    ],
  };
}

function mentions(asked: string, sayings: string): boolean {
  return new RegExp(`(?:^| )${any(sayings)}`).test(asked);
}

/** How the whole text is read; null where some of it could be missed, as in scanned pages or footnotes. */
function sourceOf(file: FileDescription): { nouns: string; read: Value } | null {
  switch (file.type) {
    case 'pdf':
      if (file.text !== 'extractable' || file.encrypted || file.pagesRead < file.pageCount) return null;
      return {
        nouns: 'pdf|document|pdf document|text|page|pages',
        read: call('pdf_text', [file.name]),
      };
    case 'docx':
      if (file.warnings.length > 0) return null;
      return {
        nouns: 'word document|document|docx|word|text',
        read: call('docx_text', [file.name]),
      };
    case 'txt':
    case 'md':
    case 'log':
      return file.load.endsWith('.read()')
        ? {
            nouns: 'text|text document|document|log|notes?|txt|markdown',
            read: new LoadExpression(file),
          }
        : null;
    default:
      return null;
  }
}
