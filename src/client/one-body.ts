import type { Content } from './multipart.ts';
import type { Call } from './transport.ts';

/** Content as the whole body of a request. */
export function oneBody(content: Content): Pick<Call, 'headers' | 'body' | 'repeatable' | 'once'> {
  return {
    headers: { 'content-type': 'application/octet-stream' },
    body: typeof content === 'function' ? content : () => content,
    repeatable: true,
    once: content instanceof ReadableStream,
  };
}
