import path from 'node:path';
import { packageRoot } from '../config/package-root.ts';
import { type FileDescription, fileDescriptionSchema } from '../contracts/file-description.ts';
import type { RunLimits, Runtime } from '../contracts/program-run.ts';
import type { Checked } from './checked.ts';
import type { ChosenType } from './choose-type.ts';
import { formats } from './formats.ts';
import { type RawDescription, readReport } from './python-report.ts';
import type { Snapshot } from './take-snapshot.ts';

/** A file that is ready to be described. */
export interface NamedSnapshot {
  name: string;
  snapshot: Snapshot;
  chosen: ChosenType;
}

interface DescribeOptions {
  runtime: Runtime;
  limits: RunLimits;
  scratchDir: string;
  signal?: AbortSignal | undefined;
}

const maxDescriptionBytes = 24 * 1024;

/** Describes all files in one sandboxed program; the result may be shorter than `files` when a file ended the program. */
export async function describeSnapshots(
  files: NamedSnapshot[],
  { runtime, limits, scratchDir, signal }: DescribeOptions,
): Promise<Checked<FileDescription>[]> {
  const outcome = await runtime.run({
    code: bootstrap(files),
    origin: 'ours',
    inputs: files.map(({ name, snapshot }) => ({ name, path: snapshot.path })),
    limits: { ...limits, outputMiB: 1 },
    runDir: scratchDir,
    signal,
  });
  return readReport(outcome, files.length).map((entry, index) => {
    const file = files[index];
    return 'problem' in entry || file === undefined
      ? (entry as { problem: string })
      : complete(entry.value, file);
  });
}

function bootstrap(files: NamedSnapshot[]): string {
  const request = JSON.stringify(files.map(({ name, chosen }) => ({ name, type: chosen.type })));
  return [
    `import sys; sys.path.insert(0, ${pythonText(path.join(packageRoot, 'src/python'))})`,
    `from describers.main import main; main(${pythonText(request)})`,
    '',
  ].join('\n');
}

/** A JSON string literal is a Python string literal with the same value. */
function pythonText(text: string): string {
  return JSON.stringify(text);
}

/** Adds what Node knows for certain and checks the whole; what Python printed never overrides it. */
function complete(raw: RawDescription, { name, snapshot, chosen }: NamedSnapshot): Checked<FileDescription> {
  const format = formats.find(({ type }) => type === raw.type);
  const notes = Array.isArray(raw.warnings) ? raw.warnings : [];
  const parsed = fileDescriptionSchema.safeParse({
    ...raw,
    name,
    mediaType: format?.mediaType,
    bytes: snapshot.bytes,
    sizeMb: Math.round(snapshot.bytes / 1_000) / 1_000,
    sha256: snapshot.sha256,
    warnings: [...chosen.warnings, ...notes],
  });
  if (!parsed.success || Buffer.byteLength(JSON.stringify(parsed.data)) > maxDescriptionBytes)
    return {
      problem: 'gave an invalid description; it may be damaged, save it again in its own program',
    };
  return { value: parsed.data };
}
