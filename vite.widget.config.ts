import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

const frame = 'src/browser/host/python-frame.html';

/** The document a page may serve for its frames, as it is. */
const frameDocument: Plugin = {
  name: 'frame-document',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'python-frame.html', source: readFileSync(frame) });
  },
};

/** The widget and the runtime behind it, as one module for pages of others. */
export default defineConfig({
  publicDir: false,
  plugins: [frameDocument],
  build: {
    target: 'es2022',
    lib: { entry: 'src/browser/widget.ts', formats: ['es'], fileName: () => 'widget.js' },
    license: { fileName: 'licenses.md' },
    reportCompressedSize: false,
  },
});
