import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../text/parse-json.ts';
import type { Setup } from './setup.ts';

const validMs = 3_600_000;

const noteSchema = z.strictObject({ requirements: z.string(), foundAs: z.string(), atMs: z.number() });

/** Remembers for an hour that nothing could be installed and which interpreter serves instead, so that an offline machine starts at once. */
export async function writeFallbackNote(foundAs: string, setup: Setup): Promise<void> {
  await mkdir(setup.cacheDir, { recursive: true });
  const note = { requirements: setup.requirements.hash, foundAs, atMs: Date.now() };
  await writeFile(notePath(setup), JSON.stringify(note));
}

/** The command that serves for now, or null when it is time to try the installation again. */
export async function readFallbackNote(setup: Setup): Promise<string | null> {
  const parsed = noteSchema.safeParse(parseJson(await readFile(notePath(setup), 'utf8').catch(() => '')));
  if (!parsed.success || parsed.data.requirements !== setup.requirements.hash) return null;
  return Math.abs(Date.now() - parsed.data.atMs) < validMs ? parsed.data.foundAs : null;
}

function notePath(setup: Setup): string {
  return path.join(setup.cacheDir, 'fallback.json');
}
