import type { UnusableDescription } from '../contracts/file-description.ts';

/** What stands in the place of a file that was skipped; the program never finds it. */
export function unusableFile(
  name: string,
  problem: string,
): { name: string; path: null; description: UnusableDescription } {
  return {
    name,
    path: null,
    description: {
      name,
      type: 'unusable',
      mediaType: 'application/octet-stream',
      bytes: 0,
      sizeMb: 0,
      sha256: '',
      load: '',
      imports: [],
      problem,
      warnings: [`The file was left out: it ${problem}.`],
    },
  };
}
