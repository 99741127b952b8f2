import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/config/package-root.ts';

/** One stage of a Dockerfile: what it is made from, and its instructions in order. */
export interface Stage {
  from: string;
  name: string | undefined;
  instructions: { word: string; rest: string }[];
}

/** The stages of the Dockerfile of this repository; the last one is the image. */
export function readStages(): Stage[] {
  const text = readFileSync(path.join(packageRoot, 'Dockerfile'), 'utf8')
    .replace(/^#.*\n/gm, '')
    .replace(/\s*\\\n\s*/g, ' ');
  const stages: Stage[] = [];
  for (const [, word = '', rest = ''] of text.matchAll(/^([A-Z]+) +(.+)$/gm)) {
    const [, from, name] = word === 'FROM' ? (/^(\S+)(?: AS (\S+))?$/.exec(rest) ?? []) : [];
    if (from !== undefined) stages.push({ from, name, instructions: [] });
    else stages.at(-1)?.instructions.push({ word, rest });
  }
  return stages;
}

export const stages = readStages();
export const image = stages.at(-1) as Stage;

export function restsOf(word: string, { instructions } = image): string[] {
  return instructions.filter((instruction) => instruction.word === word).map(({ rest }) => rest);
}

/** What the image sets in the environment of the service. */
export function imageEnvironment(): Record<string, string> {
  return Object.fromEntries(
    restsOf('ENV').flatMap((rest) => rest.split(/\s+/).map((pair) => pair.split('='))),
  );
}
