import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { ConfigOverrides } from '../../src/config/schema.ts';
import type { ChatModel } from '../../src/contracts/chat-model.ts';
import { openChromium } from '../helpers/chromium.ts';
import { openHttpRoom } from '../helpers/http-room.ts';

interface RoomOptions {
  config?: ConfigOverrides;
  model?: ChatModel;
  tokens?: string;
}

/** A real service with a real browser in front of it. */
export interface PageRoom extends AsyncDisposable {
  url: string;
  /** A tab with nothing remembered, at the page. */
  open(options?: BrowserContextOptions): Promise<Page>;
  /** What the pages complained of; whatever their policy forbids them is among it. */
  faults: string[];
}

export async function openPageRoom({ config = {}, model, tokens }: RoomOptions = {}): Promise<PageRoom> {
  const [http, browser] = await Promise.all([
    openHttpRoom({
      ...(model && { model }),
      ...(tokens !== undefined && { tokens }),
      config: { ...config, service: { drainSeconds: 0 } },
    }),
    openChromium(),
  ]);
  const faults: string[] = [];
  return {
    url: http.url,
    faults,
    open: (options) => openPage(browser, { url: http.url, faults, ...options }),
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await http[Symbol.asyncDispose]();
    },
  };
}

interface Opened extends BrowserContextOptions {
  url: string;
  faults: string[];
}

/** Opens the page in a context of its own and keeps what it complains of in `faults`. */
export async function openPage(browser: Browser, { url, faults, ...options }: Opened): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(20_000);
  context.on('weberror', (error) => faults.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** Gives the page files to upload and waits until they are described. */
export async function upload(page: Page, files: Record<string, string>): Promise<void> {
  const payloads = Object.entries(files).map(([name, content]) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(content),
  }));
  await page.locator('input[type=file]').setInputFiles(payloads);
  for (const name of Object.keys(files)) {
    await page
      .getByRole('article', { name, exact: true })
      .getByText(/Ready|Failed/)
      .waitFor();
  }
}

/** Sends a question and waits for the page of its task. */
export async function ask(page: Page, question: string): Promise<void> {
  await page.getByRole('textbox', { name: /question|Ask more/ }).fill(question);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: question }).waitFor();
}

export const salaries = `name,department,salary
Ada,Engineering,6400
Bruno,Engineering,5900
Chiara,Sales,4100
Deniz,Sales,5300
Elif,Support,3600
`;
