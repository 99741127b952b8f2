import { readFileSync } from 'node:fs';
import { build, defineConfig, type Plugin } from 'vite';

const frame = 'src/browser/host/python-frame.html';

/** The document a page may serve for its frames, as it is. */
const frameDocument: Plugin = {
  name: 'frame-document',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'python-frame.html', source: readFileSync(frame) });
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
  plugins: [bundledText, frameDocument],
  build: module('src/browser/widget.ts'),
});
