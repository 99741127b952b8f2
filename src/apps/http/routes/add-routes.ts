import type { App } from '../app.ts';
import type { HttpService } from '../http-service.ts';

/** Adds the routes of one subject. */
export type AddRoutes = (app: App, service: HttpService) => void;
