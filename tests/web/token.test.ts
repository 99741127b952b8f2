import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutChromium } from '../helpers/chromium.ts';
import { ask, openPageRoom, type PageRoom, salaries, upload } from './page-room.ts';

const [mine, theirs] = ['a'.repeat(40), 'b'.repeat(40)];

describe.skipIf(withoutChromium)('the page of a service that wants a token', () => {
  let room: PageRoom;

  beforeAll(async () => {
    room = await openPageRoom({ tokens: `me=${mine} them=${theirs}` });
  });

  afterAll(() => room?.[Symbol.asyncDispose]());

  async function enter(token: string) {
    const page = await room.open();
    const dialog = page.getByRole('dialog', { name: 'This service asks for a token' });
    await dialog.getByLabel('Token').fill(token);
    await dialog.getByRole('button', { name: 'Continue' }).click();
    return { page, dialog };
  }

  it('asks for it, says when it is refused, and goes on with the right one', async () => {
    const { page, dialog } = await enter('wrong-token');
    await dialog.getByText('The service refused that token').waitFor();
    await page.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(true);
    await dialog.getByLabel('Token').fill('two words');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.getByText('A token has no spaces').waitFor();
    await dialog.getByLabel('Token').fill(mine);
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('What you ask is listed here.').waitFor();
    await page.reload();
    await page.getByText('What you ask is listed here.').waitFor();
    await page.context().close();
  });

  it('uploads, asks and shows pictures with it, never puts it into an address, and forgets it with the tab', async () => {
    const { page } = await enter(mine);
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await upload(page, { 'salaries.csv': salaries });
    await ask(page, 'Plot the average salary by department as a bar chart');
    await page.getByRole('img', { name: 'Picture chart.png' }).waitFor();
    expect(addresses.filter((address) => address.includes(mine))).toEqual([]);
    expect(await page.evaluate('JSON.stringify([{ ...localStorage }, document.cookie])')).not.toContain(mine);
    const tab = await page.context().newPage();
    await tab.goto(page.url());
    await tab.getByRole('dialog', { name: 'This service asks for a token' }).waitFor();
    const stranger = await enter(theirs);
    await stranger.page.goto(page.url());
    await stranger.page.getByText('This question can’t be shown').waitFor();
  });
});
