import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withoutChromium } from '../helpers/chromium.ts';
import { approval, correction, objection, program } from '../helpers/test-coder.ts';
import { ask, openPageRoom, type PageRoom } from './page-room.ts';
import { Script } from './script.ts';

describe.skipIf(withoutChromium)('the page, while a program comes about', () => {
  const script = new Script();
  let room: PageRoom;
  let page: Page;

  beforeAll(async () => {
    room = await openPageRoom({ model: script.model });
    page = await room.open();
  });

  beforeEach(async () => {
    await page.goto(`${room.url}/#/`);
    await page.getByRole('heading', { name: 'Ask your files' }).waitFor();
  });

  afterAll(() => room?.[Symbol.asyncDispose]());

  const status = (words: string) => page.getByRole('main').getByRole('status').getByText(words);
  const line = (words: string) => page.locator('.line').filter({ hasText: words });
  const choose = (mode: string) => page.getByLabel('Run the program').selectOption({ label: mode });

  it('tells the phases as they come, findings beside their line, and what a correction changed', async () => {
    const [generated, reviewed, modified] = [script.hold(), script.hold(), script.hold()];
    await ask(page, 'How much is it?');
    await status('Writing a program').waitFor();
    generated(program('total = 1\ncount = 2\nprint(total)'));
    await line('count = 2').waitFor();
    await status('Reviewing the program').waitFor();
    reviewed(objection('blocking', 'It prints the total and not the mean.', 3));
    await status('Correcting the program').waitFor();
    const finding = page.getByRole('note').filter({ hasText: 'It prints the total and not the mean.' });
    await finding.waitFor();
    expect(await finding.evaluate((note) => note.previousElementSibling?.textContent)).toContain(
      'print(total)',
    );
    const again = script.hold();
    modified(
      correction('total = 1\ncount = 2\nprint(total / count)', {
        fixed: [{ issue: 1, change: 'Prints the mean.' }],
      }),
    );
    await page.getByRole('button', { name: 'Version 2' }).waitFor();
    expect(await page.locator('.line.removed code').allTextContents()).toEqual(['removed: print(total)']);
    expect(await page.locator('.line.added code').allTextContents()).toEqual(['added: print(total / count)']);
    again(approval);
    await status('Answered').waitFor();
    expect(await page.locator('.value').textContent()).toBe('0.5');
    await page.getByText('How it was done').click();
    expect(await page.getByRole('button', { name: /^Version/ }).count()).toBe(2);
    await page.getByLabel('Show differences').uncheck();
    expect(await page.locator('.line.removed').count()).toBe(0);
    await page.getByRole('button', { name: 'Version 1' }).click();
    await finding.waitFor();
  });

  it('shows what a program prints while it runs, and cancels it', async () => {
    script.push(program("print('counting', flush=True)\nprint(sum(range(10**13)))"), approval);
    await ask(page, 'Count for ever');
    await page.getByRole('region', { name: 'What it printed' }).getByText('counting').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await status('Cancelled').waitFor();
    expect(await page.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
    await page.getByRole('complementary').getByText('Cancelled').waitFor();
  });

  it('runs nothing before it is approved, and then exactly what was shown', async () => {
    script.push(program('print(6 * 7)'), approval);
    await choose('always ask me first');
    await ask(page, 'What is six times seven?');
    const panel = page.getByRole('region', { name: 'May this program run?' });
    await panel.getByText('print(6 * 7)').waitFor();
    await status('Waiting for your decision').waitFor();
    await page.reload(); // a program waits for as long as it takes
    const decision = page.waitForRequest(/\/approval$/);
    await panel.getByRole('button', { name: 'Approve and run' }).click();
    const codeSha256 = expect.stringMatching(/^[0-9a-f]{64}$/); // any other than what waits is refused
    expect((await decision).postDataJSON()).toEqual({ action: 'approve', codeSha256 });
    await status('Answered').waitFor();
    expect(await page.locator('.value').textContent()).toBe('42');
    expect(await panel.count()).toBe(0);
    await page.reload();
    await page.getByText('How it was done').click();
    await page.getByText('passed the checks, nothing found').waitFor();
    expect(await page.getByRole('button', { name: /^Version/ }).count()).toBe(0);
  });

  it('checks an edited program and asks about it again', async () => {
    script.push(program('print(6 * 7)'), approval);
    await choose('always ask me first');
    await ask(page, 'Edit me');
    const panel = page.getByRole('region', { name: 'May this program run?' });
    await panel.getByRole('button', { name: 'Edit' }).click();
    await panel.getByRole('textbox').fill('print(6 * 8)');
    await panel.getByRole('button', { name: 'Check my version' }).click();
    await panel.getByRole('region').getByText('print(6 * 8)').waitFor();
    await panel.getByRole('button', { name: 'Approve and run' }).click();
    await status('Answered').waitFor();
    expect(await page.locator('.value').textContent()).toBe('48');
    await page.reload();
    await page.getByText('How it was done').click();
    await page.locator('.line.removed', { hasText: 'print(6 * 7)' }).waitFor();
    await page.locator('.line.added', { hasText: 'print(6 * 8)' }).waitFor();
  });

  it('ends without running when the program is rejected', async () => {
    script.push(program('print(6 * 7)'), approval);
    await choose('always ask me first');
    await ask(page, 'Reject me');
    await page.getByRole('button', { name: 'Reject' }).click();
    await page.getByLabel('Why not?').fill('I asked for something else.');
    await page.getByRole('button', { name: 'Reject the program' }).click();
    await status('You rejected the program').waitFor();
    await page.getByText('I asked for something else.').first().waitFor();
    expect(await page.getByRole('region', { name: 'What it printed' }).count()).toBe(0);
    expect(room.faults).toEqual([]);
  });
});
