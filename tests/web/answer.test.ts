import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutChromium } from '../helpers/chromium.ts';
import { ask, openPageRoom, type PageRoom, salaries, upload } from './page-room.ts';

const cells = (page: Page, row: number) => page.getByRole('row').nth(row).locator('th, td').allTextContents();

async function downloaded(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

describe.skipIf(withoutChromium)('the page, from a file to its answer', () => {
  let room: PageRoom;
  let page: Page;

  beforeAll(async () => {
    room = await openPageRoom({ config: { maxFileSizeMiB: 1 } });
    page = await room.open();
  });

  afterAll(() => room?.[Symbol.asyncDispose]());

  it('shows the first rows of a file, then what the service found in it, and questions that fit', async () => {
    await upload(page, { 'salaries.csv': salaries.replace('Elif', '') });
    const file = page.getByRole('article', { name: 'salaries.csv' });
    expect(
      await file
        .getByRole('region', { name: 'First rows' })
        .locator('tr')
        .nth(1)
        .locator('td')
        .allTextContents(),
    ).toEqual(['Ada', 'Engineering', '6400']);
    await file.getByText('What is in it').click();
    const described = file.getByRole('region', { name: 'Columns of salaries.csv' });
    expect(await described.locator('caption').textContent()).toBe('5 rows, 3 columns');
    expect(await described.getByRole('row', { name: 'salary' }).locator('td').allTextContents()).toEqual([
      'whole number',
      '3600 … 6400',
      '–',
    ]);
    expect(await described.getByRole('row', { name: 'name' }).locator('td').allTextContents()).toEqual([
      'text',
      'Ada, Bruno, Chiara',
      '1',
    ]);
    await file.getByRole('button', { name: 'Remove' }).click();
    expect(await page.getByRole('article').count()).toBe(0);
  });

  it('takes files that are dropped or pasted, and gives each a name of its own', async () => {
    const give = (event: string) =>
      page.evaluate(`(() => {
        const data = new DataTransfer();
        data.items.add(new File(['a,b\\n1,2\\n'], 'given.csv'));
        ${event}
      })()`);
    await give(
      `const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
       if (document.body.dispatchEvent(drop)) throw new Error('The browser would have opened the file.')`,
    );
    await give(`window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data }))`);
    for (const name of ['given.csv', 'given-2.csv']) {
      const file = page.getByRole('article', { name, exact: true });
      await file.getByText('Ready').waitFor();
      await file.getByRole('button', { name: 'Remove' }).click();
    }
  });

  it('says why a file is not taken, and asks without it', async () => {
    await upload(page, {
      'large.csv': `a\n${'1234567\n'.repeat(400_000)}`,
      'broken.xml': '<a',
      'n.csv': 'n\n4\n',
    });
    await page.getByRole('article', { name: 'large.csv' }).getByText('has more than 1 MiB').waitFor();
    await page.getByRole('article', { name: 'broken.xml' }).getByText('is not well-formed XML').waitFor();
    await ask(page, 'What is the average n?');
    await page.getByText('Answered').waitFor();
    expect(await page.locator('.value').textContent()).toBe('4');
    await page.goto(`${room.url}/#/`);
  });

  it('answers with a table that sorts and can be kept as CSV', async () => {
    await upload(page, { 'salaries.csv': salaries });
    await ask(page, 'What is the average salary by department?');
    await page.getByText('Answered').waitFor();
    expect(await cells(page, 1)).toEqual(['Engineering', '6150']);
    await page.getByRole('button', { name: 'value' }).click();
    expect(await cells(page, 1)).toEqual(['Support', '3600']);
    expect(await page.getByRole('columnheader', { name: 'value' }).getAttribute('aria-sort')).toBe(
      'ascending',
    );
    const { name, bytes } = await downloaded(page, 'Download CSV');
    expect({ name, text: bytes.toString() }).toEqual({
      name: 'answer.csv',
      text: 'name,value\r\nSupport,3600\r\nSales,4700\r\nEngineering,6150\r\n',
    });
  });

  it('copies a table, and shows the rows of a long one step by step', async () => {
    await page.goto(`${room.url}/#/`);
    const rows = Array.from({ length: 250 }, (_, index) => `${index},${index % 7}\n`);
    await upload(page, { 'long.csv': `id,points\n${rows.join('')}` });
    await ask(page, 'Show the rows where points is at least 0');
    await page.getByText('250 rows', { exact: true }).waitFor();
    const count = () => page.getByRole('region', { name: 'Answer' }).locator('tbody tr').count();
    expect(await count()).toBe(100);
    await page.getByRole('button', { name: 'Show 150 more' }).click();
    expect(await count()).toBe(250);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy' }).first().click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^id\tpoints\n0\t0\n1\t1\n/);
    await page.goBack();
    await page.goBack();
  });

  it('keeps the files for a follow-up, and shows one figure large', async () => {
    await ask(page, 'What is the average salary?');
    await page.getByText('Answered').waitFor();
    expect(await page.locator('.value').textContent()).toBe('5060');
    await page.getByRole('main').getByText('salaries.csv (').waitFor();
  });

  it('shows a plot, enlarges it and downloads it', async () => {
    await ask(page, 'Plot the average salary by department as a bar chart');
    const plot = page.getByRole('button', { name: 'Enlarge chart.png' });
    await plot.click();
    const large = page.getByRole('dialog', { name: 'chart.png' }).getByRole('img');
    const width = async () => (await large.boundingBox())?.width ?? 0;
    const before = await width();
    await page.getByRole('button', { name: 'Larger' }).click();
    expect((await width()) / before).toBeCloseTo(1.5, 1);
    await page.keyboard.press('Escape');
    const { name, bytes } = await downloaded(page, 'Download chart.png');
    expect(name).toBe('chart.png');
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  });

  it('leads from the answer to its record, which is verified and run again', async () => {
    await page.getByRole('link', { name: 'Record of this answer' }).click();
    await page.getByText('every text matches its hash').waitFor();
    await page.getByRole('button', { name: 'Verify the whole log' }).click();
    await page.getByText('5 records, complete and unchanged').waitFor();
    await page.getByRole('button', { name: 'Run it again and compare' }).click();
    await page.getByText(/^Identical/).waitFor();
    expect(await page.getByText('chart.png: same').isVisible()).toBe(true);
  });

  it('finds earlier questions by their words, and opens one from its address alone', async () => {
    const earlier = page.getByRole('complementary', { name: 'Earlier questions' });
    await earlier.getByRole('searchbox').fill('plot');
    await earlier.getByText('What is the average salary by department?').waitFor({ state: 'detached' });
    const link = earlier.getByRole('link', { name: /^Plot/ });
    expect(await earlier.getByRole('link').count()).toBe(1);
    const address = new URL((await link.getAttribute('href')) ?? '', room.url).href;
    const other = await room.open();
    await other.goto(address);
    await other.reload();
    await other.getByRole('heading', { level: 1, name: /^Plot/ }).waitFor();
    await other.getByRole('img', { name: 'Picture chart.png' }).waitFor();
    expect(await other.title()).toBe('Plot the average salary by department as a bar chart – python-coder');
    await other.context().close();
  });

  it('shows older questions on demand', async () => {
    const post = (query: string) =>
      fetch(`${room.url}/api/tasks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
    for (let number = 1; number <= 31; number += 1) await post(`Poem ${number}`);
    await page.goto(`${room.url}/#/tasks`);
    const poems = page.getByRole('main').getByRole('link', { name: /^Poem/ });
    await poems.nth(29).waitFor();
    expect(await poems.count()).toBe(30);
    await page.getByRole('button', { name: 'Show older ones' }).click();
    await poems.nth(30).waitFor();
  });

  it('says what to do where no program fits, and what is wrong with an address', async () => {
    await page.goto(`${room.url}/#/`);
    await ask(page, 'Write a poem about the sea');
    await page.getByRole('main').getByText('No model is set up, and no built-in program fits').waitFor();
    await page.getByText('Try one of the suggested questions').waitFor();
    await page.goto(`${room.url}/#/tasks/${'0'.repeat(32)}`);
    await page.getByText('This question can’t be shown').waitFor();
    expect(room.faults.filter((fault) => !/status of 4(04|13)/.test(fault))).toEqual([]);
  });
});
