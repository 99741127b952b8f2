import { readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { Checkout } from './checkout.ts';

it('bundles the page with the build, and again when only the page changed', async () => {
  using checkout = new Checkout();
  await checkout.run('build.mjs');
  symlinkSync(path.join(packageRoot, 'node_modules/vite'), checkout.path('node_modules/vite'));
  checkout.write('vite.config.ts', "export default { root: 'src/web' };");
  checkout.write('src/web/index.html', '<link rel="stylesheet" href="./look.css">');
  const assetsOf = async (color: string) => {
    checkout.write('src/web/look.css', `p { color: ${color}; }`);
    expect(await checkout.run('build.mjs')).toEqual({ exitCode: 0, stdout: '', stderr: 'Building\n' });
    expect(await checkout.run('build.mjs')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(readdirSync(checkout.path('dist/web'))).toEqual(['assets', 'index.html']);
    return readdirSync(checkout.path('dist/web/assets'));
  };
  const [first, second] = [await assetsOf('red'), await assetsOf('green')];
  expect([first.length, second.length]).toEqual([1, 1]);
  expect(second).not.toEqual(first);
  checkout.write('src/web/index.html', '<script type="module" src="./missing.ts"></script>');
  const failed = await checkout.run('build.mjs');
  expect(failed.exitCode).not.toBe(0);
  expect(failed.stderr).toMatch(/The page could not be built; vite says why above\.\n$/);
  expect(readdirSync(checkout.path('dist/web/assets'))).toEqual(second);
});
