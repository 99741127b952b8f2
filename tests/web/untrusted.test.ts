import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutChromium } from '../helpers/chromium.ts';
import { approval, correction, objection, program } from '../helpers/test-coder.ts';
import { ask, openPageRoom, type PageRoom, upload } from './page-room.ts';
import { Script } from './script.ts';

/** Marks the page when it is taken for markup or for code. */
const attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>';
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" onload="window.hacked=3"><script>window.hacked=4;parent.hacked=5;top.hacked=6</script><rect width="40" height="40"/><foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="top.hacked=7"/></foreignObject></svg>`;
const quoted = attack.replaceAll('"', "'");
const python = (text: string) => JSON.stringify(text);

describe.skipIf(withoutChromium)('text that others wrote, on the page', () => {
  const script = new Script();
  let room: PageRoom;
  let page: Page;

  beforeAll(async () => {
    room = await openPageRoom({ model: script.model });
    page = await room.open();
  });

  afterAll(() => room?.[Symbol.asyncDispose]());

  /** The text stands there as it is, and nothing came of it. */
  async function expectText(words: string): Promise<void> {
    await page.getByText(words).first().waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.locator('img[src=x], script:not([src]), b').count()).toBe(0);
  }

  it('would be noticed if it became markup', async () => {
    const other = await room.open();
    await other.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: attack }));
    await other.goto(`${room.url}/anything`);
    expect(await (await other.waitForFunction('window.hacked')).jsonValue()).toBeTruthy();
    await other.context().close();
    room.faults.length = 0;
  });

  it('stays text in names of files and columns, and in values', async () => {
    const name = '<img src=x onerror=window.hacked=8>.csv';
    await upload(page, {
      [name]: `n,${quoted}\n1,${quoted}\n2,b\n`,
    });
    await expectText('<img src=x onerror=');
    await page.getByText('What is in it').click();
    await expectText('<script>window.hacked=2</script>');
    expect(await page.getByRole('article').locator('img, script').count()).toBe(0);
  });

  it('stays text in questions, programs, findings, output, errors and file names of a program', async () => {
    script.push(
      program(`print(1)  # ${attack}`),
      objection('blocking', `Finding: ${attack}`),
      correction(
        `print(${python(attack)})\nopen('<b>bold<b>.txt', 'w').write('x')\nopen('picture.svg', 'w').write(${python(svg)})\nraise ValueError(${python(attack)})`,
        { changes: [`Change: ${attack}`] },
      ),
      approval,
    );
    await ask(page, `Question: ${attack}`);
    await expectText('The model did not answer');
    await expectText('Question: <img');
    await expectText('Change: <img');
    await expectText('ValueError: <img');
    await page.getByRole('region', { name: 'What it printed' }).getByText('<img').waitFor();
    await page.getByRole('button', { name: 'Version 1' }).click();
    await expectText('Finding: <img');
    expect(await page.locator('pc-work img, pc-work script, pc-answer img').count()).toBe(0);
    expect(await page.title()).toContain('<img');
  });

  it('stays text in an answer, and an SVG is a picture in which nothing runs', async () => {
    await page.goto(`${room.url}/#/`);
    script.push(
      program(
        `import json\nopen('<b>bold<b>.txt', 'w').write('x')\nopen('picture.svg', 'w').write(${python(svg)})\nprint(json.dumps([{${python(attack)}: ${python(attack)}}]))`,
      ),
      approval,
    );
    await ask(page, 'Draw something');
    await page.getByText('Answered').waitFor();
    await expectText('<script>window.hacked=2</script>');
    await expectText('<b>bold<b>.txt');
    const picture = page.getByRole('img', { name: 'Picture picture.svg', exact: true });
    await picture.waitFor();
    expect(
      await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
    ).toBe(40);
    expect(await picture.getAttribute('src')).toMatch(/^blob:/);
    await page.getByRole('button', { name: 'Enlarge picture.svg' }).click();
    await page.getByRole('img', { name: 'Picture picture.svg, enlarged' }).waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Record of this answer' }).click();
    await expectText('every text matches its hash');
    await expectText('<b>bold<b>.txt');
  });

  it('stays text in a list of questions, and a hostile address leads to the front page', async () => {
    await page.getByRole('complementary').getByText('Question: <img').waitFor();
    await page.goto(`${room.url}/#/tasks/${encodeURIComponent(attack)}`);
    await page.getByRole('heading', { name: 'Ask your files' }).waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(room.faults).toEqual([]);
  });

  it('could not do anything either if it became markup after all', async () => {
    await page.evaluate(`new Promise((resolve) => {
      document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(attack)});
      const script = document.createElement('script');
      script.textContent = 'window.hacked = 9';
      document.body.append(script);
      document.querySelector('body > img').addEventListener('error', resolve);
    })`);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(room.faults.some((fault) => fault.includes('Content Security Policy'))).toBe(true);
  });
});
