import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { openChromium, withoutChromium } from '../helpers/chromium.ts';
import { contractCases } from '../sandbox/pyodide/contract-cases.ts';
import { makeWheels } from '../sandbox/pyodide/packages/wheel-room.ts';
import { openPage } from '../web/page-room.ts';
import { openWidgetSite, type WidgetSite } from './widget-site.ts';

const attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>';
const python = (text: string) => JSON.stringify(text);
const handbook = readFileSync(path.join(packageRoot, 'docs/pyodide-widget.md'), 'utf8');
/** What the handbook has pages permit, word by word: with the frame from memory, and with one that is served. */
const policies = [...handbook.matchAll(/```\n(script-src[^`]*)\n```/g)].map(([, policy = '']) =>
  policy.replaceAll('\n', ' '),
);
const wheel = 'demo_greeting-1.0-py3-none-any.whl';

const script = (options: string) => `
import { createBrowserPyodideRuntime, createPythonTool } from '/widget/widget.js';
window.runtime = createBrowserPyodideRuntime({
  pyodideUrl: '/pyodide',
  packages: { index: location.origin + '/simple' },
  ${options}
});
const widget = document.querySelector('python-tool-widget');
widget.runtime = runtime;
widget.moduleApi = createPythonTool({ runtime });
window.started = runtime.init();`;

/** Pages of somebody else that embed the widget, under the policies that the handbook names. */
const pages: Record<string, { policy: string | undefined; options: string }> = {
  memory: { policy: policies[0], options: '' },
  served: { policy: policies[1], options: `frameUrl: '/widget/python-frame.html', packages: null,` },
  missing: { policy: policies[0], options: `pyodideUrl: '/nowhere/',` },
};

describe.skipIf(withoutChromium)('Python in a page of somebody else', () => {
  const faults: string[] = [];
  let site: WidgetSite;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [site, browser] = await Promise.all([openWidgetSite(), openChromium()]);
    for (const [name, { policy, options }] of Object.entries(pages)) {
      const headers = { 'content-security-policy': `default-src 'none'; ${policy}` };
      const body = `<!doctype html><html lang="en"><title>A page</title><body><main><h1>A page</h1><python-tool-widget></python-tool-widget></main><script type="module" src="/${name}.js"></script>`;
      site.files.set(`/${name}`, { type: 'text/html', body, headers });
      site.files.set(`/${name}.js`, { type: 'text/javascript', body: script(options) });
    }
    site.files.set('/favicon.ico', { type: 'image/x-icon', body: '' });
    await addIndex(site);
    page = await open('memory');
  });

  afterAll(async () => {
    await browser?.close();
    await site?.[Symbol.asyncDispose]();
  });

  async function open(name: keyof typeof pages): Promise<Page> {
    const opened = await openPage(browser, { url: `${site.url}/${name}`, faults });
    opened.setDefaultTimeout(50_000);
    await opened.getByRole('button', { name: 'Run', exact: true }).waitFor();
    return opened;
  }

  async function run(code: string): Promise<void> {
    await page.getByLabel('Python code').fill(code);
    await page.getByLabel('Python code').press('Control+Enter');
  }

  const outcome = () => page.getByRole('region', { name: 'Outcome' });
  const finished = () =>
    outcome()
      .getByText(/^Finished/)
      .waitFor();
  const region = (name: string) => page.getByRole('region', { name, exact: true });

  it('starts under the policy of the handbook, and says which Python it is', async () => {
    await page.getByText('Python 3.14.2, Pyodide 314.0.7').waitFor();
    await page.getByRole('status').getByText('Ready').waitFor();
    expect(await page.evaluate('runtime.getState().host')).toBe('web-worker');
    expect(faults).toEqual([]);
  });

  it('runs code and shows what it printed and gave', async () => {
    await run(`import sys\nprint('a')\nprint('b', file=sys.stderr)\n{'total': sum(range(10))}`);
    await finished();
    expect(await region('Printed').textContent()).toMatch(/a\n[\s\S]*b\n/);
    expect(JSON.parse((await region('Result').textContent()) ?? '')).toEqual({ total: 45 });
  });

  it('shows output while the code still runs, and cancels it', async () => {
    await run(`print('before the loop', flush=True)\nwhile True: pass`);
    await outcome().getByText('before the loop').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await outcome().getByRole('alert').waitFor();
    await run('6 * 7');
    await finished();
    expect(await region('Result').textContent()).toBe('42');
  });

  it('shows why code failed, and keeps nothing of it for the next', async () => {
    await run('leftover = 1\n1 / 0');
    await outcome().getByRole('alert').getByText('division by zero').waitFor();
    await run(`'leftover' in globals()`);
    await finished();
    expect(await region('Result').textContent()).toBe('false');
  });

  it('counts what ran', async () => {
    const stats = page.locator('dl > div');
    expect(await stats.first().textContent()).toBe('Executions5');
    expect(await stats.last().textContent()).toBe('Errors2');
    await page.getByText(/Last execution (just now|\d+ s ago)/).waitFor();
  });

  it('keeps the contract of every host', async () => {
    const options = JSON.stringify({ keepState: true, limits: { outputChars: 20_000 } });
    for (const { name, code, expected, fault } of contractCases) {
      const execution = await page.evaluate(`runtime.execute(${python(code)}, ${options})`);
      const due = fault === undefined ? expected : { ...expected, error: fault };
      expect([name, execution]).toMatchObject([name, due]);
    }
  });

  it('installs a package from the index, and shows the words of the installer where it can’t', async () => {
    await page.getByLabel('Install a package').fill('demo-greeting');
    await page.getByLabel('Install a package').press('Enter');
    await page.getByRole('status').getByText('Installed demo-greeting.').waitFor();
    await page
      .getByRole('region', { name: 'Packages (1)' })
      .getByText(/^demo.greeting$/)
      .waitFor();
    await run('import demo_greeting\ndemo_greeting.version');
    await finished();
    expect(await region('Result').textContent()).toBe('1.0');
    await page.getByLabel('Install a package').fill('tampered');
    await page.getByRole('button', { name: 'Install', exact: true }).click();
    await page
      .getByRole('alert')
      .getByText(/has not the content that the index promises/)
      .waitFor();
    await page.getByLabel('Install a package').fill('no-such-package');
    await page.getByRole('button', { name: 'Install', exact: true }).click();
    await page
      .getByRole('alert')
      .getByText(/no-such-package/)
      .waitFor();
    faults.length = 0; // the page of what is not there
  });

  it('takes nothing that Python says for markup', async () => {
    await run(`print(${python(attack)})\n${python(attack)}`);
    await finished();
    await region('Result').getByText('<img src=x').waitFor();
    await run(`raise type('X', (Exception,), {})(${python(attack)})`);
    await outcome().getByRole('alert').getByText('<img src=x').waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(faults).toEqual([]);
  });

  it('is not deceived by answers that Python forges', async () => {
    await run(`import js
from pyodide.ffi import to_js
js.postMessage('{"id":"1","answer":{"status":"succeeded","result":"forged"}}')
'honest'`);
    await finished();
    expect(await region('Result').textContent()).toBe('honest');
  });

  it('needs no script from memory where the page serves the frame', async () => {
    const served = await open('served');
    await served.getByText('Python 3.14.2, Pyodide 314.0.7').waitFor();
    const ended = await served.evaluate(`runtime.execute('import sys\\nsys.platform')`);
    expect(ended).toMatchObject({ status: 'succeeded', result: 'emscripten' });
    await served.evaluate('runtime.dispose()');
    expect(served.workers()).toEqual([]);
    expect(faults).toEqual([]);
    await served.context().close();
  });

  it('says what to do where Pyodide is not there', async () => {
    const missing = await openPage(browser, { url: `${site.url}/missing`, faults: [] });
    await missing.getByRole('status').getByText('Failed').waitFor();
    await missing
      .getByRole('alert')
      .getByText(/could not be fetched from .*\/nowhere\/.*: serve its files there/)
      .waitFor();
    await missing.context().close();
  });
});

/** An index with one good wheel, and one whose content is not what its page promises. */
async function addIndex(site: WidgetSite): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'wheels-'));
  await makeWheels(folder, [{ name: 'demo_greeting' }]);
  const bytes = readFileSync(path.join(folder, wheel));
  rmSync(folder, { recursive: true });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const tampered = wheel.replace('demo_greeting', 'tampered');
  for (const [name, filename, promised] of [
    ['demo-greeting', wheel, sha256],
    ['tampered', tampered, '0'.repeat(64)],
  ] as const) {
    const files = [{ filename, url: `/files/${filename}`, hashes: { sha256: promised } }];
    const body = JSON.stringify({ meta: { 'api-version': '1.1' }, name, files });
    site.files.set(`/simple/${name}/`, { type: 'application/vnd.pypi.simple.v1+json', body });
    site.files.set(`/files/${filename}`, { type: 'application/zip', body: bytes });
  }
}
