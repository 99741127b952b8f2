export { type Endpoint, serveOverHttp } from './serve-over-http.ts';
export { serveOverStdio } from './serve-over-stdio.ts';
export type { ServiceOptions } from './service.ts';
