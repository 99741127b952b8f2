import { fetchCapped } from './fetch-capped.ts';
import { type Installer, installerWheels } from './installer.ts';

const maxBytes = 2 ** 20;
const timeoutMs = 30_000;

/** The installer for a page, from the folder of its own site into which `find_wheels.py` and the wheels of `vendor/` were copied. */
export async function fetchedInstaller(folder: string): Promise<Installer> {
  const get = async (name: string): Promise<Uint8Array> => {
    const { bytes } = await fetchCapped(new URL(name, folder).href, {
      hosts: [new URL(folder).host],
      maxBytes,
      timeoutMs,
    });
    return bytes;
  };
  const wheels = installerWheels.map(async ({ fileName }) => [fileName, await get(fileName)] as const);
  return {
    wheels: new Map(await Promise.all(wheels)),
    program: new TextDecoder().decode(await get('find_wheels.py')),
  };
}
