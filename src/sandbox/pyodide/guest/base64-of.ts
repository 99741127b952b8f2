const part = 0x8000;

/** In parts, as no call takes a million arguments. */
export function base64Of(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += part)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + part)));
  return btoa(parts.join(''));
}
