import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../config/package-root.ts';
import { type FunctionLibrary, parameterKinds } from '../../contracts/function-library.ts';
import type { InputPlacement, RunOutcome } from '../../contracts/runtime.ts';
import { libraryFiles, placeLibrary } from '../../sandbox/library-files.ts';
import { cleanText } from '../../text/clean-text.ts';
import { parseJson } from '../../text/parse-json.ts';
import type { SetupObserver } from '../../workspace/setup-observer.ts';
import type { FunctionServices } from '../function-services.ts';
import { cleanSchema } from './clean-schema.ts';

const maxDescriptionBytes = 16 * 2 ** 20;
const descriptionFile = '.python-coder/description.json';

const line = z.number().int().positive().nullable();
const text = (most: number) => z.string().transform((value) => cleanText(value, most));
const jsonSchema = z.record(z.string(), z.unknown()).transform(cleanSchema);

const parameterSchema = z.object({
  name: z.string().max(200),
  kind: z.enum(parameterKinds),
  required: z.boolean(),
});

const functionSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('found'),
    name: z.string(),
    signature: text(2_000),
    description: text(8_000),
    summary: text(500),
    parameters: jsonSchema,
    result: jsonSchema.nullable(),
    isAsync: z.boolean(),
    file: text(500).nullable(),
    line,
    program: z.object({ signature: text(2_000), parameters: z.array(parameterSchema).max(200) }),
  }),
  z.object({
    status: z.literal('refused'),
    name: z.string(),
    reason: text(2_000),
    suggestion: text(1_000).nullable(),
    line,
  }),
]);

const moduleSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('imported'), milliseconds: z.number(), threads: z.number().int() }),
  z.object({
    status: z.literal('failed'),
    type: text(200),
    message: text(2_000),
    traceback: text(8_000),
    file: text(500).nullable(),
    line,
  }),
]);

const descriptionSchema = z.object({
  modules: z.record(z.string(), moduleSchema),
  functions: z.array(functionSchema).max(1_000),
});

/** What the interpreter found when it imported a library inside a locked process; untrusted text, cleaned and of bounded length. */
export type LibraryDescription = z.infer<typeof descriptionSchema>;

/** `died`: importing ended the process, or took what a program may not take. */
export type Introspection =
  | { status: 'described'; description: LibraryDescription }
  | { status: 'died'; reason: string; stderr: string };

/** Imports the library in a throwaway process without network, and has its functions described. */
export async function introspect(
  services: FunctionServices,
  library: FunctionLibrary,
  observer: SetupObserver,
): Promise<Introspection> {
  const { config } = services;
  const runDir = await services.newRunDir();
  try {
    const runtime = await services.runtime(observer);
    const outcome = await runtime.run({
      code: `import sys; sys.path.insert(0, ${JSON.stringify(path.join(packageRoot, 'src/python'))})\nfrom function_library import introspect; introspect.main('library')\n`,
      origin: 'untrusted',
      inputs: await placeInputs(library, runDir),
      imports: library.imports,
      limits: {
        timeoutSeconds: 2 * config.timeoutSeconds,
        memoryMiB: Math.max(1_024, config.maxMemoryMiB),
        outputMiB: config.output.maxMiB,
        diskMiB: config.output.diskMiB,
      },
      runDir,
      signal: observer.signal,
    });
    return await readDescription(outcome);
  } finally {
    services.removeRunDir(runDir);
  }
}

/** Its files as inputs of the program that imports them. */
async function placeInputs(library: FunctionLibrary, runDir: string): Promise<InputPlacement[]> {
  const folder = path.join(runDir, 'library');
  await placeLibrary(library, folder);
  return libraryFiles(library).map(({ path: name }) => ({
    name: `library/${name}`,
    path: path.join(folder, name),
  }));
}

async function readDescription({ files, reason, stderr }: RunOutcome): Promise<Introspection> {
  const written = files.find(({ name }) => name === descriptionFile);
  const content =
    written && written.bytes <= maxDescriptionBytes ? await readFile(written.path, 'utf8') : null;
  const parsed = content === null ? null : descriptionSchema.safeParse(parseJson(content));
  if (parsed?.success) return { status: 'described', description: parsed.data };
  return {
    status: 'died',
    reason: reason ?? (parsed === null ? 'Importing ended the process.' : unusable(parsed.error)),
    stderr: cleanText(stderr, 4_000),
  };
}

/** It was written inside the sandbox, where a module may have had its hands on it. */
function unusable(error: z.ZodError): string {
  return cleanText(`What was found there can't be used: ${z.prettifyError(error)}`, 2_000);
}
