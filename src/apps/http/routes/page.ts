import { existsSync } from 'node:fs';
import path from 'node:path';
import serveStatic from '@fastify/static';
import { packageRoot } from '../../../config/package-root.ts';
import { openToAll } from '../admission/open-to-all.ts';
import type { AddRoutes } from './add-routes.ts';

const folder = path.join(packageRoot, 'dist/web');
const yearMs = 365 * 24 * 60 * 60 * 1000;

/** The page and its parts, whose names change with their content; nothing in them is of any tenant. */
export const addPageRoutes: AddRoutes = (app) => {
  if (!existsSync(folder)) return;
  app.register(async (inner) => {
    openToAll(inner);
    await inner.register(serveStatic, {
      root: folder,
      cacheControl: false,
      schemaHide: true,
      setHeaders: (response, file) => {
        const isNamedByContent = path.relative(folder, file).startsWith(`assets${path.sep}`);
        response.setHeader(
          'cache-control',
          isNamedByContent ? `public, max-age=${yearMs / 1000}, immutable` : 'no-cache',
        );
      },
    });
  });
};
