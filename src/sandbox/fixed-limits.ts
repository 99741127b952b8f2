import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../config/package-root.ts';

const count = z.number().int().positive();

const fixedLimitsSchema = z.strictObject({
  openFiles: count,
  threads: count,
  /** Files and folders in the size-capped mount of tier A; where the watch counts them, it says how many. */
  entries: count,
  scratchMiB: count,
  /** What the folder of a process holds before its own limit is known. */
  birthMiB: count,
  messageCharacters: count,
  detailCharacters: count,
});

/** The limits that are the same for every program, from the table by which the Python half holds them. */
export const fixedLimits = fixedLimitsSchema.parse(
  JSON.parse(readFileSync(path.join(packageRoot, 'src/python/isolation/fixed_limits.json'), 'utf8')),
);
