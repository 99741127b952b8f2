import type { AuditRecord } from '../../contracts/audit-record.ts';

/** What makes two runs of the same code differ, with what settles it; the code is only looked at, so that a note may be given for nothing. */
const sources = [
  {
    pattern: /\b(?:random|rng|default_rng|shuffle|sample|uuid|train_test_split|KMeans|RandomForest\w*)\b/,
    isSeeded: true,
    note: 'The recorded run had no seed and the code seems to draw random numbers, so its output may differ from run to run; a task with a seed can be repeated.',
  },
  {
    pattern: /(?<![.\w])(?:set|frozenset|hash)\(/,
    isSeeded: true,
    note: 'The recorded run had no seed and the code uses sets or hashes, whose order may differ from run to run.',
  },
  {
    pattern:
      /\btime\.(?:time|monotonic|perf_counter|localtime|gmtime|strftime|ctime)|\b(?:time|now|utcnow|today|perf_counter|monotonic)\(|\b(?:secrets|urandom)\b/,
    isSeeded: false,
    note: 'The code seems to read the clock or the random source of the system, which no seed fixes.',
  },
];

const inShell = /\$\{?(?:RANDOM|SECONDS|EPOCH)|\b(?:date|shuf|mktemp|urandom|ps|ls -l|stat|uptime)\b|\$\$/;
const shellNote =
  'The program seems to read the clock, times of files, numbers of processes or random numbers, which differ from run to run.';

/** Sentences on why the output of this code may differ though nothing was changed. */
export function varyingCode(
  code: string,
  { seed, language }: Pick<AuditRecord, 'seed' | 'language'>,
): string[] {
  if (language === 'shell') return inShell.test(code) ? [shellNote] : [];
  return sources
    .filter(({ pattern, isSeeded }) => (!isSeeded || seed === null) && pattern.test(code))
    .map(({ note }) => note);
}
