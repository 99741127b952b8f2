import path from 'node:path';
import { build } from 'vite';
import { bundledText } from '../../vite.widget.config.ts';

/** One module with all that a file of `page/` imports, as the package's own is bundled. */
export async function bundle(file: string): Promise<string> {
  const entry = path.join(import.meta.dirname, 'page', file);
  const made = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [bundledText],
    build: { target: 'es2022', write: false, lib: { entry, formats: ['es'], fileName: () => 'page.js' } },
  });
  const [{ output } = { output: [] }] = [made].flat() as { output: { code: string }[] }[];
  return output[0]?.code ?? '';
}
