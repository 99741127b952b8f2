import type { PyodideFiles, PyodideGuest } from '../../contracts/pyodide.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { relativeNameProblem } from '../../filesystem/relative-name.ts';
import { askGuest } from './ask-guest.ts';
import { doneSchema, filesSchema, readSchema, workspaceCaps } from './protocol.ts';

interface KeptFile {
  bytes: Uint8Array;
  sha256: string;
}

/** The files of `/workspace` between two interpreters, in memory and within `workspaceCaps`. */
export class WorkspaceFiles implements PyodideFiles {
  readonly #files = new Map<string, KeptFile>();

  async list(): Promise<{ name: string; bytes: number; sha256: string }[]> {
    return [...this.#files].map(([name, { bytes, sha256 }]) => ({ name, bytes: bytes.length, sha256 }));
  }

  async read(name: string): Promise<Uint8Array> {
    const file = this.#files.get(name);
    if (file === undefined)
      throw new CoderError(`The workspace has no file ${name}.`, { code: 'input-invalid' });
    return file.bytes;
  }

  /** Throws `input-invalid` for a name or an amount that the workspace does not take. */
  async write(name: string, bytes: Uint8Array): Promise<void> {
    const problem = relativeNameProblem(name) ?? this.#problemOf(name, bytes.length);
    if (problem !== null)
      throw new CoderError(`The name or size of a file is refused: it ${problem}.`, {
        code: 'input-invalid',
      });
    this.#files.set(name, { bytes, sha256: await hashOf(bytes) });
  }

  async remove(name: string): Promise<void> {
    this.#files.delete(name);
  }

  clear(): void {
    this.#files.clear();
  }

  /** Makes the workspace of a guest what it is here; `known` is what the guest had when it was last looked at. */
  async bringTo(guest: PyodideGuest, known: Map<string, string>): Promise<void> {
    for (const name of [...known.keys()].filter((one) => !this.#files.has(one))) {
      await askGuest(guest, { do: 'remove', name }, { schema: doneSchema });
      known.delete(name);
    }
    for (const [name, { bytes, sha256 }] of this.#files) {
      if (known.get(name) === sha256) continue;
      await askGuest(guest, { do: 'write', name, bytes }, { schema: doneSchema });
      known.set(name, sha256);
    }
  }

  /** Takes over what a program changed, and gives a sentence for each file that is not kept. */
  async takeFrom(guest: PyodideGuest, known: Map<string, string>): Promise<string[]> {
    const found = await askGuest(guest, { do: 'files' }, { schema: filesSchema });
    const names = new Set(found.map(({ name }) => name));
    for (const name of [...known.keys()].filter((one) => !names.has(one))) {
      this.#files.delete(name);
      known.delete(name);
    }
    const refused: string[] = [];
    for (const { name, bytes, sha256 } of found) {
      if (known.get(name) === sha256) continue;
      const problem = relativeNameProblem(name) ?? this.#problemOf(name, bytes);
      if (problem !== null) {
        if (refused.length < 20)
          refused.push(`${JSON.stringify(name.slice(0, 200))} is not kept: it ${problem}.`);
        continue;
      }
      const { base64 } = await askGuest(guest, { do: 'read', name }, { schema: readSchema });
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      if (this.#problemOf(name, content.length) !== null) continue; // it says one thing and gives another
      const hash = await hashOf(content);
      this.#files.set(name, { bytes: content, sha256: hash });
      known.set(name, hash);
    }
    return refused;
  }

  #problemOf(name: string, bytes: number): string | null {
    const others = [...this.#files].filter(([other]) => other !== name);
    const whole = others.reduce((sum, [, file]) => sum + file.bytes.length, bytes);
    if (whole > workspaceCaps.bytes)
      return `would bring the workspace above ${workspaceCaps.bytes / 2 ** 20} MiB`;
    if (others.length >= workspaceCaps.files)
      return `would bring the workspace above ${workspaceCaps.files} files`;
    return null;
  }
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
