import { createHash, timingSafeEqual } from 'node:crypto';

/** True when the header carries the token; how long the comparison takes tells nothing about it. */
export function carriesToken(authorization: string | undefined, token: string): boolean {
  const [, given] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
