/** 32 random hexadecimal digits; unlike `randomUUID`, browsers have this also where a page came without TLS. */
export function randomHex(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
