import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, withoutChromium } from '../helpers/chromium.ts';
import { bundle } from './bundle.ts';
import { openWidgetSite, type SiteFile, type WidgetSite } from './widget-site.ts';

type Kind = 'contained' | 'plain';

interface Answer {
  answer?: string;
  error?: string;
}

/** What each gives where nothing stops it. */
const attacks: Record<string, { code: string; reached: RegExp }> = {
  'opens the IndexedDB of the page': {
    code: "import js\njs.indexedDB.open('of-the-page')",
    reached: /IDBOpenDBRequest/,
  },
  'lists the private files of the page': {
    code: 'import js\nawait js.navigator.storage.getDirectory()',
    reached: /FileSystemDirectoryHandle/,
  },
  'opens the caches of the page': { code: "import js\nawait js.caches.open('x')", reached: /Cache/ },
  'takes a lock that the page waits for': {
    code: `import js
from pyodide.ffi import create_once_callable
await js.navigator.locks.request('x', create_once_callable(lambda lock: 'locked'))`,
    reached: /locked/,
  },
  'has the origin of the page': { code: 'import js\njs.origin', reached: /^http:/ },
  'fetches from loopback': { code: "import js\nawait js.fetch('SITE/fetch')", reached: /Response/ },
  'fetches with the modules of Pyodide': {
    code: "from pyodide.http import pyfetch\nawait pyfetch('SITE/pyfetch')",
    reached: /FetchResponse/,
  },
  'sends a request and waits for it': {
    code: `import js
request = js.XMLHttpRequest.new()
request.open('GET', 'SITE/request', False)
request.send()
request.status`,
    reached: /^200$/,
  },
  'imports a script': {
    code: `import js\n(await js.eval("import('SITE/import')")).a`,
    reached: /^1$/,
  },
  'fetches in a worker of its own': {
    code: `import js, asyncio
from pyodide.ffi import create_proxy
told = asyncio.get_running_loop().create_future()
script = "fetch('SITE/worker', {mode: 'no-cors'}).then(() => postMessage('fetched'), (e) => postMessage(String(e)))"
worker = js.Worker.new('data:text/javascript,' + script)
worker.onmessage = create_proxy(lambda event: told.set_result(event.data))
await told`,
    reached: /fetched/,
  },
  'opens a socket': {
    code: `import js, asyncio
from pyodide.ffi import create_proxy
told = asyncio.get_running_loop().create_future()
socket = js.WebSocket.new('SITE/socket'.replace('http', 'ws'))
socket.onopen = create_proxy(lambda event: told.set_result('opened'))
socket.onerror = create_proxy(lambda event: told.set_result('Error'))
await told`,
    reached: /opened/,
  },
  'follows events': {
    code: `import js, asyncio
from pyodide.ffi import create_proxy
told = asyncio.get_running_loop().create_future()
source = js.EventSource.new('SITE/events')
source.onopen = create_proxy(lambda event: told.set_result('opened'))
source.onerror = create_proxy(lambda event: (source.close(), told.set_result('Error')))
await told`,
    reached: /opened/,
  },
  'runs text as JavaScript': {
    code: "from pyodide.code import run_js\nrun_js('6 * 7')",
    reached: /^42$/,
  },
  'makes a function of text': {
    code: "from pyodide.ffi import to_js\nto_js([1]).constructor.constructor('return 6 * 7')()",
    reached: /^42$/,
  },
};

const script = { type: 'text/javascript', body: 'export const a = 1;' };
const answers: Record<string, SiteFile> = { events: { type: 'text/event-stream', body: ': here\n\n' } };
const requests = ['fetch', 'pyfetch', 'request', 'import', 'worker', 'events'];

describe.skipIf(withoutChromium)('the worker of a page', () => {
  let site: WidgetSite;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [site, browser] = await Promise.all([openWidgetSite(), openChromium()]);
    site.files.set('/page.js', { type: 'text/javascript', body: await bundle('attack-page.js') });
    site.files.set('/', {
      type: 'text/html',
      body: '<!doctype html><body><script type="module" src="/page.js"></script>',
    });
    for (const name of requests) site.files.set(`/plain/${name}`, answers[name] ?? script);
    page = await (await browser.newContext()).newPage();
    await page.goto(site.url);
    await page.evaluate(`Promise.all([openWorker('contained'), openWorker('plain')])`);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.[Symbol.asyncDispose]();
  });

  function run(kind: Kind, code: string): Promise<Answer> {
    const message = JSON.stringify({ code: code.replaceAll('SITE', `${site.url}/${kind}`) });
    return page.evaluate(`workers.${kind}.ask(${message})`);
  }

  it('runs Python behind the wall as before it', async () => {
    for (const kind of ['contained', 'plain'] as const)
      expect(await run(kind, 'import sys\nsum(range(10))')).toEqual({ answer: '45' });
  });

  it.each(Object.entries(attacks))('%s only where nothing holds it', async (_what, { code, reached }) => {
    expect((await run('plain', code)).answer).toMatch(reached);
    const { answer, error } = await run('contained', code);
    expect(answer ?? '').not.toMatch(reached);
    expect(answer ?? error).toMatch(/Error|^null$/);
  });

  it('sent nothing that a server heard, while everything came from the other worker', () => {
    const by = (kind: Kind) =>
      new Set(site.asked.filter((name) => name.includes(`/${kind}/`)).map((name) => name.split('/').at(-1)));
    expect(by('plain')).toEqual(new Set([...requests, 'socket']));
    expect(by('contained')).toEqual(new Set());
  });

  it('tells the page nothing but through the port', async () => {
    const told = (words: string) => `import js
js.postMessage('${words} to whom it concerns')
js.BroadcastChannel.new('of-the-page').postMessage('${words} to all')`;
    await run('contained', told('contained'));
    await run('plain', told('plain'));
    await expect
      .poll(() => page.evaluate('heard.toSorted()'))
      .toEqual(['plain to all', 'plain to whom it concerns']);
  });

  it('has no more memory for Python than it was given', async () => {
    const code = 'len(bytearray(200 * 2**20))';
    expect(await run('plain', code)).toEqual({ answer: String(200 * 2 ** 20) });
    expect((await run('contained', code)).error).toMatch(/MemoryError/);
    expect(await run('contained', '1')).toEqual({ answer: '1' });
  });

  it('is gone after an error that nothing in it caught', async () => {
    const code = `import js
from pyodide.ffi import create_proxy
js.setTimeout(create_proxy(lambda: js.nothing.there), 0)
await js.Promise.new(create_proxy(lambda *_: None))`;
    expect(await run('contained', code)).toEqual({ error: 'gone: lost' });
    expect(await page.locator('iframe').count()).toBe(0);
  });

  it('is gone when the page ends it in the midst of a loop', async () => {
    await page.evaluate(`openWorker('contained')`);
    const [worker] = page.workers().slice(-1);
    const ended = worker?.waitForEvent('close');
    const looping = run('contained', 'while True: pass');
    await page.evaluate('workers.contained.close()');
    expect(await looping).toEqual({ error: 'gone: lost' });
    await ended;
    expect(await page.locator('iframe').count()).toBe(0);
  });
});
