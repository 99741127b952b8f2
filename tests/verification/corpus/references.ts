import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const good = z.array(z.strictObject({ code: z.string() }));

const bad = z.array(
  z.strictObject({ name: z.string(), near: z.string().optional(), line: z.int().min(1), code: z.string() }),
);

function read(name: string): unknown {
  return parse(readFileSync(path.join(import.meta.dirname, name), 'utf8'));
}

/** Programs that run, or fail only over data that the descriptions don't show: nothing may be said about them. */
export const goodPrograms = good.parse(read('good-references.yaml')).map(({ code }) => code);

/** Programs that name something the files do not have, with the name, its line and the nearest real name. */
export const badPrograms = bad.parse(read('bad-references.yaml'));
