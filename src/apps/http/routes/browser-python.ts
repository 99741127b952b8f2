import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import serveStatic from '@fastify/static';
import { packageRoot } from '../../../config/package-root.ts';
import { openToAll } from '../admission/open-to-all.ts';
import type { AddRoutes } from './add-routes.ts';

const widget = path.join(packageRoot, 'dist/browser');
const frameDocument = path.join(widget, 'python-frame.html');
const prefix = '/python/';

/** What Python in the browser of a reader needs: the widget, and Pyodide where the operator installed it. */
export const addBrowserPythonRoutes: AddRoutes = (app) => {
  const pyodide = pyodideFolder();
  const available = pyodide !== null && existsSync(frameDocument);
  app.register(async (inner) => {
    openToAll(inner);
    inner.get('/python', { schema: { hide: true } }, async () => ({ available }));
    if (!available) return;
    const policy = framePolicy();
    const common = { cacheControl: false, schemaHide: true } as const;
    await inner.register(serveStatic, {
      ...common,
      root: widget,
      prefix,
      setHeaders: (response, file) => {
        response.setHeader('cache-control', 'no-cache');
        if (file === frameDocument) response.setHeader('content-security-policy', policy);
      },
    });
    await inner.register(serveStatic, {
      ...common,
      root: pyodide,
      prefix: `${prefix}pyodide/`,
      decorateReply: false,
      allowedPath: (name) => /^\/(pyodide|python_stdlib)[\w.-]*\.(mjs|wasm|zip|json)$/.test(name),
      setHeaders: (response) => response.setHeader('cache-control', 'no-cache'),
    });
  });
};

function pyodideFolder(): string | null {
  try {
    return path.dirname(createRequire(import.meta.url).resolve('pyodide/package.json'));
  } catch {
    return null;
  }
}

/** What the document says of itself, and that it has an origin of its own wherever it is opened. */
function framePolicy(): string {
  const [, own] =
    /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(readFileSync(frameDocument, 'utf8')) ??
    [];
  return `${own}; sandbox allow-scripts; frame-ancestors 'self'`;
}
