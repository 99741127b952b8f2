const maxCharacters = 200;

/** The last part of a name that a client gave, in characters that are safe to show and to write into a header. */
export function plainName(given: string): string {
  const last = given.split(/[\\/]/).pop() ?? '';
  const shown = last.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFD]/gu, '').trim();
  const short = [...shown].slice(0, maxCharacters).join('');
  return short === '' || /^\.+$/.test(short) ? 'file' : short;
}
