import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, withoutChromium } from '../helpers/chromium.ts';
import { openPage } from '../web/page-room.ts';
import { bundle } from './bundle.ts';
import { openWidgetSite, type WidgetSite } from './widget-site.ts';

const attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>';
/** What the widget needs by itself: its module. */
const policy = "default-src 'none'; script-src 'self'";

interface Violation {
  id: string;
  impact: string;
  nodes: { target: unknown; failureSummary: string }[];
}

describe.skipIf(withoutChromium)('the widget', () => {
  const faults: string[] = [];
  let site: WidgetSite;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [site, browser] = await Promise.all([openWidgetSite(), openChromium()]);
    site.files.set('/page.js', { type: 'text/javascript', body: await bundle('fake-page.js') });
    const body = (widgets: string) =>
      `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A page</title><body><main><h1>A page</h1>${widgets}</main><script type="module" src="/page.js"></script>`;
    const widget = '<python-tool-widget></python-tool-widget>';
    for (const [name, widgets] of Object.entries({ '/': widget, '/two': `${widget}${widget}` }))
      site.files.set(name, {
        type: 'text/html',
        body: body(widgets),
        headers: { 'content-security-policy': policy },
      });
    site.files.set('/favicon.ico', { type: 'image/x-icon', body: '' });
    page = await open('/');
  });

  afterAll(async () => {
    await browser?.close();
    await site?.[Symbol.asyncDispose]();
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const opened = await openPage(browser, { url: `${site.url}${path}`, faults, ...options });
    await opened.getByLabel('Python code').first().waitFor();
    return opened;
  }

  async function start(code: string): Promise<void> {
    await page.getByLabel('Python code').fill(code);
    await page.getByLabel('Python code').press('Control+Enter');
    await page.getByRole('button', { name: 'Running …' }).waitFor();
  }

  const answer = (result: object) => page.evaluate(`fake.open.resolve(${JSON.stringify(result)})`);
  const outcome = () => page.getByRole('region', { name: 'Outcome' });

  it('says with words how Python does, and what can be done about it', async () => {
    const state = page.getByRole('status').first();
    for (const [status, words] of [
      ['cold', 'Not started'],
      ['starting', 'Starting'],
      ['busy', 'Busy'],
      ['failed', 'Failed'],
      ['ready', 'Ready'],
    ]) {
      await page.evaluate(`fake.state = { ...fake.state, status: '${status}' }; fake.tell()`);
      await expect.poll(() => state.textContent()).toBe(words);
    }
    await page.evaluate(
      `fake.state = { ...fake.state, status: 'failed', problem: 'Pyodide is not there.' }; fake.tell()`,
    );
    await page.getByRole('alert').getByText('Pyodide is not there.').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(await page.evaluate('fake.calls.at(-1)')).toEqual(['init']);
    await page.evaluate(`fake.state = { ...fake.state, status: 'ready', problem: null }; fake.tell()`);
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('shows its figures, the packages and the tools, and tells a dashboard the same', async () => {
    await page.evaluate(`
      window.told = [];
      document.addEventListener('python-tool-status', ({ detail }) => told.push(detail.primaryMetric));
      fake.stats = { executionCount: 8, successCount: 6, errorCount: 2, averageMs: 1234, lastExecutionTime: Date.now() - 130_000 };
      fake.state = { ...fake.state, packages: [{ name: 'six', version: '1.17.0', source: 'index' }] };
      fake.tell()`);
    const figures = page.locator('dl > div');
    await expect
      .poll(() => figures.allInnerTexts())
      .toEqual(['Executions\n8', 'Success rate\n75 %', 'Average time\n1.2 s', 'Errors\n2']);
    await page.getByText('Last execution 2 min ago').waitFor();
    await page.getByRole('region', { name: 'Packages (1)' }).getByText('six1.17.0').waitFor();
    await page.getByRole('listitem').getByText('execute_python').waitFor();
    expect(await page.evaluate('told.at(-1)')).toBe('8 executions');
    expect(await page.evaluate(`document.querySelector('python-tool-widget').getStatus()`)).toMatchObject({
      state: 'active',
      primaryMetric: '8 executions',
      secondaryMetric: 'Ready',
      lastActivity: expect.any(Number),
    });
  });

  it('looks again by itself where no event comes, as often as it is told', async () => {
    const told = `document.querySelector('python-tool-widget')`;
    expect(await page.evaluate(`${told}.updateInterval`)).toBe(2_000);
    await page.evaluate(`${told}.setAttribute('updateInterval', '100')`);
    await page.evaluate('fake.stats = { ...fake.stats, executionCount: 9 }');
    await page.getByText('9', { exact: true }).waitFor();
  });

  it('runs code by keys, shows what it prints while it runs, then its result', async () => {
    await start('print("a")\n{"total": 45}');
    expect(await page.evaluate('fake.calls.at(-1)')).toEqual([
      'execute_python',
      { code: 'print("a")\n{"total": 45}' },
    ]);
    await page.evaluate(`fake.open.onOutput({ stream: 'stdout', text: 'a\\n' })`);
    await outcome().getByText('a', { exact: true }).waitFor();
    await page.evaluate(`fake.open.onOutput({ stream: 'stderr', text: 'careful' })`);
    await outcome().getByText('stderr: careful').waitFor();
    expect(await outcome().getByText('Finished').count()).toBe(0);
    await answer({ success: true, result: { total: 45 }, stdout: 'a\n', stderr: '', executionTime: 12 });
    await outcome().getByText('Finished in 12 ms.').waitFor();
    expect(await page.getByRole('region', { name: 'Result' }).textContent()).toBe('{\n  "total": 45\n}');
    expect(await page.getByRole('region', { name: 'Printed' }).textContent()).toBe('a\nstderr: careful');
  });

  it('shows why code failed, and what to do', async () => {
    await start('import numpyy');
    await answer({
      success: false,
      error: "No module named 'numpyy'",
      advice: 'Install it first.',
      stdout: 'x',
    });
    await outcome().getByRole('alert').getByText("No module named 'numpyy'").waitFor();
    await outcome().getByText('Install it first.').waitFor();
    await page.getByRole('region', { name: 'Printed' }).getByText('x').waitFor();
  });

  it('cancels what runs, and when it is taken out of the page', async () => {
    await start('while True: pass');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await outcome().getByText('Cancelled.').waitFor();
    await start('while True: pass');
    await page.evaluate(
      `window.widget = document.querySelector('python-tool-widget'); window.place = widget.parentNode; widget.remove()`,
    );
    expect(await page.evaluate('[fake.open.signal.aborted, fake.listeners.size]')).toEqual([true, 0]);
    await page.evaluate('place.append(widget)');
    await page.getByRole('button', { name: 'Run', exact: true }).waitFor();
    expect(await page.evaluate('fake.listeners.size')).toBe(1);
  });

  it('installs a package, or says in the words of the installer why not', async () => {
    const field = page.getByLabel('Install a package');
    await field.fill('six');
    await field.press('Enter');
    await answer({ success: true });
    await page.getByRole('status').getByText('Installed six.').waitFor();
    await field.fill('no-such');
    await page.getByRole('button', { name: 'Install', exact: true }).click();
    await answer({ success: false, error: 'no matching distribution' });
    await page.getByRole('alert').getByText('no matching distribution').waitFor();
    expect(await field.inputValue()).toBe('no-such');
  });

  it('takes no text of others for markup', async () => {
    const hostile = JSON.stringify(attack);
    await page.evaluate(`
      fake.tools = [{ name: ${hostile}, description: ${hostile} }];
      fake.state = { ...fake.state, problem: ${hostile}, versions: { pyodide: ${hostile}, python: ${hostile} }, packages: [{ name: ${hostile}, version: ${hostile}, source: 'index' }] };
      fake.tell()`);
    for (const result of [
      { success: true, result: { [attack]: attack }, stdout: attack, stderr: attack },
      { success: false, error: attack, advice: attack },
    ]) {
      await start('1');
      await page.evaluate(`fake.open.onOutput({ stream: 'stdout', text: ${hostile} })`);
      await answer(result);
      await outcome()
        .getByText(result.success ? 'Finished' : 'It failed')
        .waitFor();
    }
    expect(await page.getByText('<img src=x').count()).toBeGreaterThan(6);
    expect(await page.locator('img, script:not([src])').count()).toBe(0);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(faults).toEqual([]);
  });

  it('is one of two that do not know each other', async () => {
    const two = await open('/two');
    const [first, second] = [0, 1].map((at) => two.locator('python-tool-widget').nth(at));
    await first?.getByLabel('Python code').fill('1');
    await first?.getByRole('button', { name: 'Run', exact: true }).click();
    await first?.getByRole('button', { name: 'Running …' }).waitFor();
    expect(await second?.getByRole('button', { name: 'Run', exact: true }).isEnabled()).toBe(true);
    await two.evaluate(`fake.open.resolve({ success: true, result: 1 })`);
    await first?.getByRole('region', { name: 'Result' }).waitFor();
    expect(await second?.getByRole('region', { name: 'Outcome' }).count()).toBe(0);
    await two.evaluate(`document.querySelector('python-tool-widget').remove()`);
    expect(await two.evaluate('fake.listeners.size')).toBe(1);
    await two.context().close();
  });

  it.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)('is for everybody, in %s at %i pixels', async (colorScheme, width) => {
    page = await open('/', { colorScheme, viewport: { width, height: 800 } });
    await page.evaluate(`
      fake.state = { ...fake.state, status: 'failed', problem: '${'long '.repeat(30)}', packages: Array.from({ length: 30 }, (_, at) => ({ name: 'package-' + at, version: '${'1.2.'.repeat(20)}', source: 'index' })) };
      fake.tools = [{ name: '${'execute_'.repeat(12)}', description: '${'word'.repeat(60)}' }]; fake.tell()`);
    for (const result of [
      { success: true, result: 'wide'.repeat(200), stdout: 'long'.repeat(100), stderr: 'red' },
      { success: false, error: 'E'.repeat(300), advice: 'Do something.' },
    ]) {
      await start('1');
      await answer(result);
      await outcome()
        .getByText(result.success ? 'Finished' : 'It failed')
        .waitFor();
      expect(await violations()).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    }
    const surface = () =>
      page.evaluate(
        `getComputedStyle(document.querySelector('python-tool-widget').shadowRoot.querySelector('.card')).backgroundColor`,
      );
    const own = await surface();
    const other = colorScheme === 'light' ? 'dark' : 'light';
    await page.evaluate(`document.querySelector('python-tool-widget').theme = '${other}'`);
    expect(await surface()).not.toBe(own);
    expect(await violations()).toEqual([]);
    await page.context().close();
  });

  async function violations(): Promise<string[]> {
    const script = axe.source.replaceAll('Function("return this")()', 'globalThis');
    await page.evaluate(script);
    const { violations: found } = (await page.evaluate('axe.run()')) as { violations: Violation[] };
    return found
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id} at ${JSON.stringify(node.target)}: ${node.failureSummary}`),
      );
  }
});
