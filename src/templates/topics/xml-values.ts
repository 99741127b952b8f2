import type { XmlDescription } from '../../contracts/file-description.ts';
import { call, print } from '../program.ts';
import { splitWords, stemWord } from '../stem-word.ts';
import { any, firstMatch, show } from './phrases.ts';
import { fileCalled, inFile } from './sources.ts';
import type { Topic } from './topic.ts';

const nouns = 'xml|xml config|xml configuration|config|configuration|xml document|document|settings';

/** The texts of all XML elements, or the values of all attributes, that the question names: "all connection strings". */
export const xmlValues: Topic = ({ words, files }) =>
  files.flatMap((file) => {
    if (file.type !== 'xml' || file.omittedElements > 0 || file.elements.some(isCut)) return [];
    const where = inFile(file, { nouns, files });
    const named = '(?<name>(?:[\\p{L}\\p{N}_]+ )+?)';
    const found = firstMatch(
      [
        `${any('what|which')}${named}${fileCalled(file, nouns)}${any('contain|contains|have|has|hold|holds|define|defines')}`,
        `${show}${named}${any('set|defined|listed|used|configured')}${where}`,
        `${show}${any('values?')}?${named}${any('values?')}?${where}`,
      ],
      words,
    );
    const places = found?.name === undefined ? [] : placesNamed(found.name.trim().split(' '), file);
    if (places.length === 0) return [];
    return [
      {
        template: 'xml-values',
        understood: `values of ${places.map((place) => place.join('/@').replace(/\/@$/, '')).join(', ')}, from ${file.name}`,
        steps: [print(call('xml_values', [file.name, places]))],
      },
    ];
  });

/** Descriptions cut long paths and long lists of attributes. */
function isCut({ path, attributes }: XmlDescription['elements'][number]): boolean {
  return path.length >= 200 || attributes.length >= 12;
}

/** Path of the element and name of the attribute, empty for the element's own text; the first words may name where it stands. */
function placesNamed(words: readonly string[], { elements }: XmlDescription): [string, string][] {
  const places = elements.flatMap(({ path, attributes, hasText }): [string, string][] => [
    ...(hasText ? [[path, ''] as [string, string]] : []),
    ...attributes.map((name): [string, string] => [path, name]),
  ]);
  for (let start = 0; start < words.length; start++) {
    const name = stems(words.slice(start));
    const around = words.slice(0, start).map(root);
    const found = places.filter(([path, attribute]) => {
      const steps = path.split('/').map((step) => step.replace(/^.*:/, ''));
      const own = attribute === '' ? (steps.pop() as string) : attribute;
      const above = new Set(steps.flatMap((step) => [...splitWords(step).map(root), root(step)]));
      return stems(splitWords(own.replace(/^.*:/, ''))) === name && around.every((word) => above.has(word));
    });
    if (found.length > 0) return found;
  }
  return [];
}

function stems(words: readonly string[]): string {
  return words.map(root).join('');
}

/** "strings" and "string" meet only when both endings are taken off. */
function root(word: string): string {
  return stemWord(stemWord(word));
}
