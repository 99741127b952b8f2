export { type HttpServiceOptions, serveHttp } from './serve-http.ts';
