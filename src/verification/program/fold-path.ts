import type { TextValue } from './value.ts';

/** The parts joined as `os.path.join` and pathlib's `/` do: an absolute part starts over. */
export function joinPaths(parts: readonly TextValue[]): TextValue {
  let joined: TextValue = { kind: 'path', prefix: '', exact: true };
  for (const part of parts) {
    if (part.prefix.startsWith('/')) joined = { ...part, kind: 'path' };
    else if (joined.exact) {
      const separator = joined.prefix === '' || joined.prefix.endsWith('/') ? '' : '/';
      joined = { kind: 'path', prefix: joined.prefix + separator + part.prefix, exact: part.exact };
    }
  }
  return joined;
}

/** The folder of a path; that of a bare name is the working folder, and that of the working folder lies outside. */
export function parentOf(path: TextValue): TextValue {
  const trimmed = path.prefix.replace(/\/+$/, '');
  if (/(?:^|\/)\.\.$/.test(trimmed)) return { kind: 'path', prefix: `${trimmed}/..`, exact: true };
  const at = trimmed.lastIndexOf('/');
  if (at > 0) return { kind: 'path', prefix: trimmed.slice(0, at), exact: true };
  if (at === 0) return { kind: 'path', prefix: '/', exact: true };
  const inside = trimmed !== '' && trimmed !== '.' && trimmed !== '..';
  return { kind: 'path', prefix: inside ? '.' : `${trimmed || '.'}/..`, exact: true };
}
