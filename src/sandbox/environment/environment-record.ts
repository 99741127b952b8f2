import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { PythonEnvironment } from '../../contracts/python-environment.ts';
import { parseJson } from '../../text/parse-json.ts';
import { fingerprintSchema, isUnchanged } from './file-fingerprint.ts';

const recordSchema = z.strictObject({
  format: z.literal(1),
  requirements: z.string().describe('hash of the requirement files it was checked against'),
  machine: z.string(),
  foundAs: z.array(z.string()).describe('commands of the search path that lead to its interpreter'),
  python: z.string(),
  version: z.string(),
  packages: z.record(z.string(), z.string()),
  missing: z.array(z.string()),
  matplotlibCache: z.string().nullable(),
  unchanged: z.array(fingerprintSchema).describe('what must still be as it was'),
});

/** What was learnt about an interpreter once, so that the next start reads a file instead of starting a process. */
export type EnvironmentRecord = z.infer<typeof recordSchema>;

/** Keeps environments of different kinds of machine apart where a home folder is shared. */
export const thisMachine = `${process.platform}-${process.arch}`;

/** The record in a folder, or null when there is none, it is damaged, or what it describes has changed since. */
export async function readRecord(folder: string, requirements: string): Promise<EnvironmentRecord | null> {
  const text = await readFile(recordPath(folder), 'utf8').catch(() => '');
  const parsed = recordSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const record = parsed.data;
  if (record.requirements !== requirements || record.machine !== thisMachine) return null;
  const checks = await Promise.all(record.unchanged.map(isUnchanged));
  return checks.every(Boolean) ? record : null;
}

/** Written whole or not at all; its presence is what makes a folder an environment. */
export async function writeRecord(folder: string, record: EnvironmentRecord): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = `${recordPath(folder)}.${randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify(record));
    await rename(draft, recordPath(folder));
  } finally {
    await rm(draft, { force: true });
  }
}

export function asEnvironment(
  record: EnvironmentRecord,
  source: PythonEnvironment['source'],
): PythonEnvironment {
  const { python, version, packages, missing, matplotlibCache } = record;
  return { python, version, source, packages, missing, matplotlibCache };
}

function recordPath(folder: string): string {
  return path.join(folder, '.ok');
}
