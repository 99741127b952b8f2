import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutChromium } from '../helpers/chromium.ts';
import { openPageRoom, type PageRoom } from './page-room.ts';

describe.skipIf(withoutChromium)('Python in the browser, on the page of the service', () => {
  let room: PageRoom;

  beforeAll(async () => {
    room = await openPageRoom();
  });

  afterAll(() => room?.[Symbol.asyncDispose]());

  it('runs in a frame that the page permits, and tells the service nothing', async () => {
    const page = await room.open();
    page.setDefaultTimeout(50_000);
    await page.getByRole('link', { name: 'Python', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Python in this browser' }).waitFor();
    await page.getByText(/^Python 3\.\d+\.\d+, Pyodide/).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByLabel('Python code').fill('6 * 7');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('region', { name: 'Result', exact: true }).getByText('42').waitFor();
    const others = asked.filter(
      (url) => url.startsWith('http') && !url.endsWith('/python/python-frame.html'),
    );
    expect(others).toEqual([]); // but the document of the next interpreter's frame
    await page.getByRole('link', { name: 'Ask', exact: true }).click();
    await page.getByRole('heading', { name: 'Ask your files' }).waitFor();
    await page.locator('iframe').first().waitFor({ state: 'detached' });
    expect(room.faults).toEqual([]);
    await page.context().close();
  });
});
