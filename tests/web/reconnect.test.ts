import { createInterface } from 'node:readline';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, withoutChromium } from '../helpers/chromium.ts';
import { CommandRoom } from '../helpers/cli.ts';
import { held } from '../helpers/fake-openai-server.ts';
import { approval, program } from '../helpers/test-coder.ts';
import { ask, openPage } from './page-room.ts';

describe.skipIf(withoutChromium)('the page, when the service goes and comes back', () => {
  let room: CommandRoom;
  let browser: Browser;
  let url: string;
  let service: Awaited<ReturnType<typeof serve>>;

  beforeAll(async () => {
    [room, browser] = await Promise.all([CommandRoom.open(), openChromium()]);
    service = await serve(0);
    url = service.url;
  });

  afterAll(async () => {
    await browser?.close();
    service?.child.kill('SIGTERM');
    await service?.child;
    await room?.[Symbol.asyncDispose]();
  });

  /** The built command, ready for requests. */
  async function serve(port: number) {
    const child = room.start(['serve', '--port', String(port)], {
      env: {
        PYTHON_CODE_REVIEW: 'never',
        TMPDIR: room.path('config'),
        PYTHON_CODER_APPROVAL_KEY: 'k'.repeat(64),
      },
    });
    for await (const line of createInterface({ input: child.stderr })) {
      const [, where] = /^Serving on (.*)$/.exec(line) ?? [];
      if (where !== undefined) return { child, url: where };
    }
    throw new Error(`The service ended: ${(await child).stderr}`);
  }

  const open = () => openPage(browser, { url, faults: [] });
  const status = (page: Page, words: string) => page.getByRole('main').getByRole('status').getByText(words);

  it('shows one task alike in two tabs, and a decision in one of them in both', async () => {
    room.server.push(program('print(6 * 7)'));
    const [page, other] = [await open(), await open()];
    await page.getByLabel('Run the program').selectOption({ label: 'always ask me first' });
    await ask(page, 'What is six times seven?');
    await other.goto(page.url());
    await status(other, 'Waiting for your decision').waitFor();
    await other.getByRole('button', { name: 'Approve and run' }).click();
    for (const tab of [page, other]) {
      await status(tab, 'Answered').waitFor();
      expect(await tab.locator('.value').textContent()).toBe('42');
      await tab.context().close();
    }
  });

  it('says that the service is gone, tries on, and then tells what became of the task', async () => {
    const reply = held();
    room.server.push(reply.reply);
    const page = await open();
    await ask(page, 'Think about it');
    await reply.arrived;
    service.child.kill('SIGKILL');
    await status(page, 'Trying again until it answers').waitFor();
    service = await serve(Number(new URL(url).port));
    await status(page, 'The service stopped while it was at work').waitFor();
    await page.getByText('Nothing can be said of the answer. Ask again.').waitFor();
    expect(await status(page, 'Trying again').count()).toBe(0);
    room.server.push(program('print(7)'));
    await ask(page, 'Think again');
    await status(page, 'Answered').waitFor();
    await page.context().close();
  });

  it('goes on hearing events where it was cut off, and hears none of them twice', async () => {
    const reply = held();
    room.server.push(reply.reply);
    const page = await open();
    const asked: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/events')) asked.push(request.headers()['last-event-id']);
    });
    await ask(page, 'Lose the line');
    await reply.arrived;
    await status(page, 'Writing a program').waitFor();
    await page.context().setOffline(true);
    await page.context().setOffline(false);
    reply.release(program('print(8)'));
    await status(page, 'Answered').waitFor();
    await page.getByText('How it was done').click();
    expect(
      await page
        .getByRole('list', { name: 'Steps' })
        .getByText(/^\s*write/)
        .count(),
    ).toBe(1);
    await page.context().close();
  });

  it('keeps a program that waits over a restart', async () => {
    room.server.push(program('print(9)'), JSON.stringify(approval));
    const page = await open();
    await page.getByLabel('Run the program').selectOption({ label: 'always ask me first' });
    await ask(page, 'Wait for me');
    await status(page, 'Waiting for your decision').waitFor();
    service.child.kill('SIGKILL');
    await status(page, 'Trying again until it answers').waitFor();
    service = await serve(Number(new URL(url).port));
    await page.getByText('Trying again until it answers').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Approve and run' }).click();
    await status(page, 'Answered').waitFor();
    expect(await page.locator('.value').textContent()).toBe('9');
  });
});
