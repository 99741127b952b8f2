import os from 'node:os';
import path from 'node:path';
import { type FileDescription, fileDescriptionSchema } from '../contracts/file-description.ts';
import type { RunLimits } from '../contracts/run-limits.ts';
import type { Runtime } from '../contracts/runtime.ts';
import type { ChosenType } from './choose-type.ts';
import { describerProgram } from './describer-program.ts';
import type { FileResult } from './file-result.ts';
import { type FileType, formats } from './formats.ts';
import { type RawDescription, readReport } from './python-report.ts';
import { shareOut } from './share-out.ts';
import type { Snapshot } from './take-snapshot.ts';

/** A file that is ready to be described. */
export interface NamedSnapshot {
  name: string;
  snapshot: Snapshot;
  chosen: ChosenType;
}

export interface DescribeOptions {
  runtime: Runtime;
  limits: RunLimits;
  /** What a program that uses the files may allocate; without it as much as its describer. */
  runMemoryMiB?: number | undefined;
  /** An existing folder for the runs that look at the files. */
  scratchDir: string;
  signal?: AbortSignal | undefined;
}

/** A slow import of the describer of a type, one of several: enough to tell that a warmer start is worth it. */
const readerOf: Partial<Record<FileType, string>> = {
  html: 'bs4',
  docx: 'docx',
  doc: 'olefile',
  pptx: 'pptx',
  pdf: 'pypdf',
  sav: 'pyreadstat',
  dta: 'pyreadstat',
  sas7bdat: 'pyreadstat',
  h5: 'h5py',
  nc: 'netCDF4',
  mat: 'h5py',
  fits: 'astropy',
  ics: 'icalendar',
};

const maxDescriptionBytes = 48 * 1024;
/** What is read in a second at the very least, so that a large file gets the time it needs. */
const slowBytesPerSecond = 10 * 2 ** 20;
/** What starting one more process costs, in bytes of a file that could be read meanwhile. */
const processBytes = 2 ** 20;

/** Describes all files in the sandbox, in as many processes as the host has cores and the files are worth; one result per file. */
export async function describeSnapshots(
  files: NamedSnapshot[],
  options: DescribeOptions,
): Promise<FileResult<FileDescription>[]> {
  const shares = shareOut(files, { most: os.availableParallelism(), worth: processBytes });
  const results = new Map<NamedSnapshot, FileResult<FileDescription>>();
  await Promise.all(
    shares.map(async (share, index) => {
      const scratchDir = path.join(options.scratchDir, `describe-${index}`);
      const described = await describeAll(share, { ...options, scratchDir });
      for (const [position, file] of share.entries())
        results.set(file, described[position] as FileResult<FileDescription>);
    }),
  );
  return files.map((file) => results.get(file) as FileResult<FileDescription>);
}

/** One process after the other: a file that ends its process costs the files after it only a new one. */
async function describeAll(
  files: NamedSnapshot[],
  options: DescribeOptions,
): Promise<FileResult<FileDescription>[]> {
  const results: FileResult<FileDescription>[] = [];
  while (results.length < files.length) {
    const rest = files.slice(results.length);
    const entries = await look(rest, { ...options, scratchDir: `${options.scratchDir}-${results.length}` });
    for (const [index, entry] of entries.entries()) {
      const file = rest[index] as NamedSnapshot;
      const failed = file.chosen.isGuess ? { isForeign: true as const } : {};
      results.push('problem' in entry ? { ...entry, ...failed } : await complete(entry.value, file));
    }
  }
  return results;
}

/** At least one entry, in order; shorter than `files` where one of them ended the process. */
async function look(
  files: NamedSnapshot[],
  { runtime, limits, runMemoryMiB = limits.memoryMiB, scratchDir, signal }: DescribeOptions,
): Promise<FileResult<RawDescription>[]> {
  if (runtime.isForeignOnly) return files.map(() => ({ value: undescribed }));
  const outcome = await runtime.run({
    code: describerProgram({
      files: files.map(({ name, chosen }) => ({
        name,
        type: chosen.describer ?? chosen.type,
        isGuess: chosen.isGuess ?? false,
      })),
      runMemoryMiB,
    }),
    origin: 'ours',
    inputs: files.map(({ name, snapshot }) => ({ name, path: snapshot.path })),
    imports: files.flatMap(({ chosen }) => readerOf[chosen.type] ?? []),
    limits: { ...limits, timeoutSeconds: limits.timeoutSeconds + secondsFor(files), outputMiB: 4 },
    runDir: scratchDir,
    signal,
  });
  return readReport(outcome, files.length);
}

const undescribed: RawDescription = {
  type: 'undescribed',
  load: '',
  imports: [],
  warnings: ['It was not looked into: this runtime has no describers.'],
};

/** A few seconds for files of usual sizes, minutes for several gigabytes. */
function secondsFor(files: NamedSnapshot[]): number {
  const bytes = files.reduce((sum, { snapshot }) => sum + snapshot.bytes, 0);
  return Math.floor(bytes / slowBytesPerSecond);
}

/** Adds what Node knows for certain and checks the whole; what Python printed never overrides it. */
async function complete(
  raw: RawDescription,
  { name, snapshot, chosen }: NamedSnapshot,
): Promise<FileResult<FileDescription>> {
  const notes = Array.isArray(raw.warnings) ? raw.warnings : [];
  const parsed = fileDescriptionSchema.safeParse({
    ...raw,
    ...(await knownFacts({ name, type: raw.type === 'undescribed' ? chosen.type : raw.type, snapshot })),
    warnings: [...chosen.warnings, ...notes],
  });
  if (!parsed.success || Buffer.byteLength(JSON.stringify(parsed.data)) > maxDescriptionBytes)
    return {
      problem: 'gave an invalid description; it may be damaged, save it again in its own program',
    };
  return { value: parsed.data };
}

/** What is known of every file without looking into it. */
export async function knownFacts({
  name,
  type,
  snapshot,
}: {
  name: string;
  type: unknown;
  snapshot: Snapshot;
}) {
  return {
    name,
    mediaType: formats.find((format) => format.type === type)?.mediaType ?? 'application/octet-stream',
    bytes: snapshot.bytes,
    sizeMb: Math.round(snapshot.bytes / 1_000) / 1_000,
    sha256: await snapshot.sha256,
  };
}
