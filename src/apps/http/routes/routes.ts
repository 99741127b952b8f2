import type { App } from '../create-app.ts';
import type { HttpService } from '../http-service.ts';
import { addExecuteRoute } from './execute.ts';
import { addFileRoutes } from './files.ts';
import { addHealthRoutes } from './health.ts';
import { addLookRoutes } from './look.ts';
import { addMetricsRoute } from './metrics.ts';
import { addPageRoutes } from './page.ts';
import { addProjectRoutes } from './projects.ts';
import { addTaskAuditRoutes } from './task-audit.ts';
import { addTaskRoutes } from './tasks.ts';
import { addTemplateRoutes } from './templates.ts';

/** Adds the routes of one subject. */
export type AddRoutes = (app: App, service: HttpService) => void;

export const routes: readonly AddRoutes[] = [
  addMetricsRoute,
  addHealthRoutes,
  addFileRoutes,
  addLookRoutes,
  addTaskRoutes,
  addTaskAuditRoutes,
  addExecuteRoute,
  addProjectRoutes,
  addTemplateRoutes,
  addPageRoutes,
];
