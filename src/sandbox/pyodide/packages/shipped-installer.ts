import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { packageRoot } from '../../../config/package-root.ts';
import { type Installer, installerWheels } from './installer.ts';

/** The installer as this package brings it. */
export async function shippedInstaller(): Promise<Installer> {
  const wheels = await Promise.all(
    installerWheels.map(
      async ({ fileName }) =>
        [fileName, Uint8Array.from(await readFile(path.join(packageRoot, 'vendor', fileName)))] as const,
    ),
  );
  return {
    wheels: new Map(wheels),
    program: await readFile(path.join(packageRoot, 'src/python/pyodide_guest/find_wheels.py'), 'utf8'),
  };
}
