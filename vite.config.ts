import { defineConfig } from 'vite';

/** The page, with every path relative, so that it also works below a folder of another site. */
export default defineConfig({
  root: 'src/web',
  base: './',
  publicDir: false,
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    license: { fileName: 'licenses.md' },
    reportCompressedSize: false,
  },
});
