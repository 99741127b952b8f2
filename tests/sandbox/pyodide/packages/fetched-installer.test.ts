import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../../../src/config/package-root.ts';
import { fetchedInstaller } from '../../../../src/sandbox/pyodide/packages/fetched-installer.ts';
import { installerWheels } from '../../../../src/sandbox/pyodide/packages/installer.ts';
import { shippedInstaller } from '../../../../src/sandbox/pyodide/packages/shipped-installer.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';
import { serveIndex } from './wheel-room.ts';

it('has a page take the same installer from its own site that the package ships', async () => {
  await using site = await serveIndex(temporaryFolder());
  const serve = (name: string, file: string) =>
    site.answers.set(`/site/${name}`, (response) => response.end(readFileSync(path.join(packageRoot, file))));
  for (const { fileName } of installerWheels) serve(fileName, `vendor/${fileName}`);
  serve('find_wheels.py', 'src/python/pyodide_guest/find_wheels.py');
  expect(await fetchedInstaller(`http://${site.host}/site/`)).toEqual(await shippedInstaller());
});
