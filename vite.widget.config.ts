import { readFileSync } from 'node:fs';
import { build, defineConfig, type Plugin } from 'vite';
import { installerWheels } from './src/sandbox/pyodide/packages/installer.ts';

/** What stands beside the module as it is: the document a page may serve for its frames, and what looks for packages. */
const files = {
  'python-frame.html': 'src/browser/host/python-frame.html',
  'installer/find_wheels.py': 'src/python/pyodide_guest/find_wheels.py',
  ...Object.fromEntries(
    installerWheels.map(({ fileName }) => [`installer/${fileName}`, `vendor/${fileName}`]),
  ),
};

const besideTheModule: Plugin = {
  name: 'beside-the-module',
  generateBundle() {
    for (const [fileName, file] of Object.entries(files))
      this.emitFile({ type: 'asset', fileName, source: readFileSync(file) });
  },
};

const module = (entry: string) => ({
  target: 'es2022',
  lib: { entry, formats: ['es' as const], fileName: () => 'widget.js' },
  license: { fileName: 'licenses.md' },
  reportCompressedSize: false,
});

/** Imports of `file?bundled` give the text of that file with all it imports, for a worker that can load nothing. */
export const bundledText: Plugin = {
  name: 'bundled-text',
  async load(id) {
    const [file = '', query] = id.split('?');
    if (query !== 'bundled') return null;
    const made = await build({
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      build: { ...module(file), license: false, write: false },
    });
    const [{ output } = { output: [] }] = [made].flat() as { output: { code?: string }[] }[];
    return `export const text = ${JSON.stringify(output[0]?.code)};`;
  },
};

/** The widget and the runtime behind it, as one module for pages of others. */
export default defineConfig({
  publicDir: false,
  plugins: [bundledText, besideTheModule],
  build: module('src/browser/widget.ts'),
});
