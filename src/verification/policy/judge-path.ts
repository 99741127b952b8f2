import { type Denial, denials } from './denial.ts';
import { allowedMembers, deniedMembers, neverReexported } from './members.ts';
import { blockedImports, safeStandardModules } from './standard-library.ts';

/** Judges a dotted name such as `os.system` or `pandas.io.common.os`; undefined where it may be used. Relative imports are complained about where they stand. */
export function judgePath(path: string): Denial | undefined {
  if (path.startsWith('.')) return undefined;
  const segments = path.split('.');
  if (segments[0] === 'builtins' && allowedMembers.has(segments[1] ?? '')) segments.shift();
  let prefix = '';
  for (const [index, segment] of segments.entries()) {
    const owner = prefix;
    prefix = index === 0 ? segment : `${prefix}.${segment}`;
    const denial = blockedImports.get(prefix) ?? deniedMembers.get(prefix);
    if (prefix !== 'builtins' && denial !== undefined) return denial;
    if (index === 0) continue;
    const allowed = allowedMembers.get(owner);
    if (allowed !== undefined && !allowed.has(segment)) return denials.restrictedMember;
    if (neverReexported.has(segment) || isPrivate(owner, segment)) return denials.introspection;
  }
  return undefined;
}

/** What a standard module keeps for itself leads to what it uses. */
function isPrivate(owner: string, segment: string): boolean {
  return /^_[^_]/.test(segment) && safeStandardModules.has(owner.split('.')[0] ?? '');
}
