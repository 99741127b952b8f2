import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';

const read = (name: string) => readFileSync(path.join(packageRoot, name), 'utf8');
const frame = read('src/browser/host/python-frame.html');
const [, script = ''] = /<script>([\s\S]*)<\/script>/.exec(frame) ?? [];
const hash = `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

it.each(['src/browser/host/python-frame.html', 'docs/pyodide-widget.md', 'examples/widget.html'])(
  'is named in the policy of %s by the hash it has',
  (name) => {
    expect(read(name).match(/'sha256-[\w+/=]+'/g)).toEqual([hash]);
  },
);

it('lets nothing be fetched, opened or made of text', () => {
  const [, policy] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(frame) ?? [];
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    `script-src ${hash} blob: 'wasm-unsafe-eval'`,
    'worker-src data:',
  ]);
});
