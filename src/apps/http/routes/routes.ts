import type { AddRoutes } from './add-routes.ts';
import { addBrowserPythonRoutes } from './browser-python.ts';
import { addExecuteRoute } from './execute.ts';
import { addFileRoutes } from './files.ts';
import { addHealthRoutes } from './health.ts';
import { addLibreChatRoutes } from './librechat.ts';
import { addLookRoutes } from './look.ts';
import { addMetricsRoute } from './metrics.ts';
import { addPageRoutes } from './page.ts';
import { addProjectRoutes } from './projects.ts';
import { addTaskAuditRoutes } from './task-audit.ts';
import { addTaskRoutes } from './tasks.ts';
import { addTemplateRoutes } from './templates.ts';

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
  addLibreChatRoutes,
  addBrowserPythonRoutes,
  addPageRoutes,
];
