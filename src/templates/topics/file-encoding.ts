import { call, print } from '../program.ts';
import { any, firstMatch } from './phrases.ts';
import { inFile } from './sources.ts';
import type { Topic } from './topic.ts';

const nouns = 'text|csv|document|text document|txt|log|json';
const encoding = any('(?:text |character )?encoding|character set|charset|code ?page');
const ask = `${any('detect|determine|find|find out|identify|guess|what|which|show|tell|get|check')}*`;

/** The encoding a text or table was found to have, proven by decoding the whole file with it. */
export const fileEncoding: Topic = ({ words, files }) =>
  files.flatMap((file) => {
    if (!('encoding' in file)) return [];
    const where = inFile(file, { nouns, files });
    const found = firstMatch(
      [
        `${ask}${encoding}${any('used')}?${where}`,
        `${any('what|which')}${encoding}${where}${any('use|have|has|written in|encoded in|in')}?`,
        `${any('how')}${where}${any('encoded')}`,
      ],
      words,
    );
    if (!found) return [];
    const confidence = file.encodingConfidence;
    return [
      {
        template: 'file-encoding',
        understood: `encoding, how sure it is from 0 to 1, and the number of characters it gives, from ${file.name}`,
        steps: [print(call('checked_encoding', [file.name, file.encoding], { confidence }))],
      },
    ];
  });
