import { CoderError } from '../../../errors/coder-error.ts';
import { OpenFile } from '../../../filesystem/open-file.ts';
import { OpenFolder } from '../../../filesystem/open-folder.ts';
import { jsonPage, type PackageSource, packageLimits } from './package-source.ts';

/** Never looked up: what stands behind it is a name in the folder. */
const address = 'https://folder.invalid';
const sumsName = 'SHA256SUMS';
const sumsLine = /^([0-9a-f]{64}) [ *](\S+)$/gm;
const maxSumsBytes = 2 ** 20;

/** A folder of wheels as an index; where it has a `SHA256SUMS`, only what that names, with that content. Links in it lead nowhere. */
export function openWheelFolder(
  folder: string,
  { wheelBytes }: { wheelBytes: number } = packageLimits,
): PackageSource {
  return {
    kind: 'folder',
    address,
    page: async (project, signal) => {
      await using open = await OpenFolder.openThrough(folder);
      const sums = await readSums(open);
      const files: object[] = [];
      for (const name of await open.list()) {
        if (projectOf(name) !== project || (sums !== null && !sums.has(name))) continue;
        const sha256 = sums?.get(name) ?? (await hashOf(open, name, signal));
        if (sha256 !== null)
          files.push({ filename: name, url: `${address}/${encodeURIComponent(name)}`, hashes: { sha256 } });
      }
      return {
        status: files.length === 0 ? 404 : 200,
        contentType: jsonPage,
        url: address,
        bytes: new TextEncoder().encode(JSON.stringify({ files })),
      };
    },
    wheel: async (url) => {
      const name = decodeURIComponent(url.slice(address.length + 1));
      await using open = await OpenFolder.openThrough(folder);
      const bytes = await readFile(open, name, wheelBytes);
      if (bytes !== null) return Uint8Array.from(bytes);
      throw new CoderError(`${name} is no file of at most ${wheelBytes} bytes in the folder of wheels.`, {
        code: 'input-invalid',
      });
    },
  };
}

function projectOf(name: string): string | null {
  return name.endsWith('.whl')
    ? (name
        .split('-')[0]
        ?.replace(/[-_.]+/g, '-')
        .toLowerCase() ?? null)
    : null;
}

async function readSums(open: OpenFolder): Promise<Map<string, string> | null> {
  const names = await open.list();
  if (!names.includes(sumsName)) return null;
  const bytes = await readFile(open, sumsName, maxSumsBytes);
  if (bytes === null)
    throw new CoderError(`${open.path}/${sumsName} is no file of at most ${maxSumsBytes} bytes.`, {
      code: 'config-invalid',
    });
  return new Map(
    [...bytes.toString('utf8').matchAll(sumsLine)].map(([, sha256 = '', name = '']) => [name, sha256]),
  );
}

async function hashOf(
  open: OpenFolder,
  name: string,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const file = await openRegular(open, name);
  if (file === null) return null;
  using held = file;
  return await held.sha256(signal);
}

async function readFile(open: OpenFolder, name: string, maxBytes: number): Promise<Buffer | null> {
  const file = await openRegular(open, name);
  if (file === null) return null;
  using held = file;
  return await held.read(maxBytes);
}

/** Null for what is missing, a link, or no regular file. */
async function openRegular(open: OpenFolder, name: string): Promise<OpenFile | null> {
  try {
    return await OpenFile.open(open.entry(name), { links: 'refused' });
  } catch {
    return null;
  }
}
