import type { Plan } from '../match-table.ts';
import { archiveRows } from './archive-rows.ts';
import { datasetValues } from './dataset-values.ts';
import { environmentVariables } from './environment-variables.ts';
import { fileEncoding } from './file-encoding.ts';
import { headings } from './headings.ts';
import { mergeFiles } from './merge-files.ts';
import { patternsInText } from './patterns-in-text.ts';
import { photoFacts } from './photo-facts.ts';
import { regression } from './regression.ts';
import { sentiment } from './sentiment.ts';
import type { Request, Topic } from './topic.ts';
import { userBehaviour } from './user-behaviour.ts';
import { xmlValues } from './xml-values.ts';

const topics: readonly Topic[] = [
  archiveRows,
  datasetValues,
  environmentVariables,
  fileEncoding,
  headings,
  mergeFiles,
  patternsInText,
  photoFacts,
  regression,
  sentiment,
  userBehaviour,
  xmlValues,
];

/** Every plan of every topic whose patterns explain the whole question. */
export function matchTopics(request: Request): Plan[] {
  return topics.flatMap((topic) => topic(request));
}
