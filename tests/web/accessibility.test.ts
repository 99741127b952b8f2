import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutChromium } from '../helpers/chromium.ts';
import { approval, correction, objection, program } from '../helpers/test-coder.ts';
import { ask, openPageRoom, type PageRoom, salaries, upload } from './page-room.ts';
import { Script } from './script.ts';

interface Violation {
  id: string;
  impact: string;
  nodes: { target: unknown; failureSummary: string }[];
}

describe.skipIf(withoutChromium)('the page, for everybody', () => {
  const script = new Script();
  let room: PageRoom;

  beforeAll(async () => {
    room = await openPageRoom({ model: script.model });
  });

  afterAll(() => room?.[Symbol.asyncDispose]());

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axe.source);
    const { violations: found } = (await page.evaluate('axe.run()')) as { violations: Violation[] };
    return found
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id} at ${JSON.stringify(node.target)}: ${node.failureSummary}`),
      );
  }

  /** Nothing serious, and nothing that sticks out of the window. */
  async function look(page: Page): Promise<void> {
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  }

  it('would be found wrong with a picture without a text, and with pale letters', async () => {
    const page = await room.open();
    await page.evaluate(
      `document.body.append(document.createElement('img')); document.documentElement.style.setProperty('--ink', '#aaa')`,
    );
    const found = (await violations(page)).join('\n');
    expect(found).toMatch(/image-alt[\s\S]*color-contrast|color-contrast[\s\S]*image-alt/);
    await page.context().close();
  });

  it.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)('is fine in %s at %i pixels, from the first look to the record', async (colorScheme, width) => {
    const page = await room.open({ colorScheme, viewport: { width, height: 800 } });
    await look(page);
    await upload(page, {
      'salaries.csv': salaries,
      'a-rather-long-name-that-does-not-fit-into-any-line-of-a-phone.txt': `${'word'.repeat(200)}\n`,
    });
    await page.getByText('What is in it').first().click();
    await look(page);
    script.push(
      program('a = 1\nprint(a)'),
      objection('blocking', 'It must be two.', 2),
      correction(
        `import json\na = 2\nprint(json.dumps({'a': a, 'b': None}))\nopen('x.txt', 'w').write('${'long '.repeat(40)}')`,
        {
          changes: ['Prints two.'],
        },
      ),
      approval,
    );
    await page.getByLabel('Run the program').selectOption({ label: 'always ask me first' });
    await ask(page, 'How much is it?');
    const approve = page.getByRole('button', { name: 'Approve and run' });
    await approve.waitFor();
    await look(page);
    await page.getByRole('button', { name: 'Edit' }).click();
    await look(page);
    await page.getByRole('button', { name: 'Back' }).click();
    await approve.click();
    await page.getByRole('main').getByRole('status').getByText('Answered').waitFor();
    await page.getByText('How it was done').click();
    await look(page);
    await page.getByRole('link', { name: 'Record of this answer' }).click();
    await page.getByRole('button', { name: 'Verify the whole log' }).click();
    await page.getByText('Intact:').waitFor();
    await look(page);
    if (width === 360) {
      await page.getByRole('link', { name: 'Earlier' }).click();
      await page.getByRole('link', { name: 'How much is it?' }).first().waitFor();
      await look(page);
    }
    await page.context().close();
  });

  it('changes its theme by a press, and remembers it', async () => {
    const page = await room.open({ colorScheme: 'light' });
    const paper = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    const light = await paper();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    expect(await paper()).not.toBe(light);
    await page.reload();
    expect(await page.getByRole('button', { name: 'Dark theme', pressed: true }).count()).toBe(1);
    expect(await paper()).not.toBe(light);
    await page.context().close();
  });

  it('is used with the keys alone, and says where one has come to', async () => {
    const page = await room.open();
    const focused = () =>
      page.evaluate(`(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return (at.labels?.[0] ?? at).textContent.trim();
      })()`);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    for (const expected of ['Choose files', 'or try a sample', 'Your question']) {
      await page.keyboard.press('Tab');
      expect(await focused()).toBe(expected);
    }
    script.push(program('print(3)'), approval);
    await page.keyboard.type('What is three?');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'What is three?' }).waitFor();
    await page.getByRole('main').getByRole('status').getByText('Answered').waitFor();
    expect(await page.getByRole('main').getByRole('status').first().getAttribute('aria-live')).toBe('polite');
    expect(room.faults).toEqual([]);
    await page.context().close();
  });
});
