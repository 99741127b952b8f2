import { z } from 'zod';
import type { PyodideExecution, PyodidePackages } from '../../../contracts/pyodide.ts';
import { CoderError } from '../../../errors/coder-error.ts';
import { throwIfCancelled } from '../../../errors/throw-if-cancelled.ts';
import { cleanText } from '../../../text/clean-text.ts';
import { contentHash } from '../content-hash.ts';
import { type Installer, installerWheels } from './installer.ts';
import type { PackageSource } from './package-source.ts';

/** One page and one file for each of so many packages. */
const mostRounds = 200;
const maxTotalBytes = 512 * 2 ** 20;
const maxRequirement = 1_000;

const stepSchema = z.union([
  z.strictObject({
    wanted: z.strictObject({
      url: z.string().max(8_192),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/i)
        .nullable(),
    }),
  }),
  z.strictObject({ problem: z.string().max(200_000) }),
  z.strictObject({
    wheels: z
      .array(z.strictObject({ name: z.string(), version: z.string(), fileName: z.string(), url: z.string() }))
      .max(mostRounds),
  }),
]);

interface Found {
  status: number;
  content_type: string;
  url: string;
  file: string;
}

/** Packages from one source: micropip decides inside of an interpreter, the host fetches what it asks for, with caps, and checks every hash. */
export function createPyodidePackages(
  source: PackageSource,
  installer: () => Promise<Installer>,
): PyodidePackages {
  return {
    find: async (requirement, { installed, run, signal }) => {
      if (requirement.length > maxRequirement)
        throw unusable(`A requirement has at most ${maxRequirement} characters.`);
      const { wheels, program } = await checked(await installer());
      const answers: Record<string, Found> = {};
      const contents = new Map<string, Uint8Array>();
      const files = new Map(wheels);
      let total = 0;
      for (let round = 0; round < mostRounds; round += 1) {
        throwIfCancelled(signal);
        files.set(
          'request.json',
          encode({ requirement, installed: named(installed), index: source.address, answers }),
        );
        const step = stepOf(await run(`${program}\nfind(Path.cwd())`, files));
        if ('problem' in step) throw unusable(cleanText(step.problem, 4_000));
        if ('wheels' in step)
          return step.wheels.map(({ url, ...wheel }) => ({
            ...wheel,
            source: source.kind,
            bytes: had(contents, url),
          }));
        const { url } = step.wanted;
        const answer = await fetchWanted(source, step.wanted, signal);
        total += answer.bytes.length;
        if (total > maxTotalBytes)
          throw unusable(`It and what it needs have more than ${maxTotalBytes} bytes.`);
        const file = `answer-${round}`;
        contents.set(url, answer.bytes);
        answers[url] = { status: answer.status, content_type: answer.contentType, url: answer.url, file };
        files.set(file, answer.bytes);
      }
      throw unusable(`It needs more than ${mostRounds} pages and files.`);
    },
  };
}

type Wanted = Extract<z.infer<typeof stepSchema>, { wanted: object }>['wanted'];

/** A page is what stands where the index has its pages; all else needs a hash that its content must have. */
async function fetchWanted(source: PackageSource, { url, sha256 }: Wanted, signal: AbortSignal | undefined) {
  const project = url.startsWith(`${source.address}/`) ? url.slice(source.address.length + 1, -1) : '';
  if (sha256 === null && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(project)) return source.page(project, signal);
  if (sha256 === null)
    throw unusable(`${cleanText(url, 300)} is not in the index: name a package, without an address.`);
  const bytes = await source.wheel(url, signal);
  const actual = await contentHash(bytes);
  if (actual !== sha256.toLowerCase())
    throw unusable(
      `${cleanText(url, 300)} has not the content that the index promises: sha256 ${actual} instead of ${sha256}.`,
    );
  return { status: 200, contentType: '', url, bytes };
}

async function checked(installer: Installer): Promise<Installer> {
  for (const { fileName, sha256 } of installerWheels) {
    const bytes = installer.wheels.get(fileName);
    if (bytes === undefined || (await contentHash(bytes)) !== sha256)
      throw new CoderError(`${fileName}, which looks for packages, is missing or not the one expected.`, {
        code: 'config-invalid',
      });
  }
  return installer;
}

function stepOf(execution: PyodideExecution): z.infer<typeof stepSchema> {
  const step = stepSchema.safeParse(execution.result);
  if (execution.status === 'succeeded' && step.success) return step.data;
  throw new CoderError(
    `Looking for the package ended as ${execution.status}${execution.error === null ? '' : ` (${execution.error.type ?? 'no exception'})`}.`,
    { code: execution.status === 'cancelled' ? 'cancelled' : 'lost', cause: execution.error },
  );
}

function had(contents: ReadonlyMap<string, Uint8Array>, url: string): Uint8Array {
  const bytes = contents.get(url);
  if (bytes !== undefined) return bytes;
  throw new CoderError('The interpreter named a wheel that it was never given.', { code: 'lost' });
}

function named(installed: readonly { name: string; version: string }[]): Record<string, string> {
  return Object.fromEntries(installed.map(({ name, version }) => [name, version]));
}

function encode(value: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function unusable(problem: string): CoderError {
  return new CoderError(problem, { code: 'input-invalid' });
}
