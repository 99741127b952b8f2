import type { TextValue } from '../../program/value.ts';

/** Names that Python or common tools run when they find them in a folder. */
const startupNames: readonly (readonly [name: RegExp, ranBy: string])[] = [
  [/^(?:site|user)customize\.py$/i, 'every Python that starts there'],
  [/\.pth$/i, 'every Python that finds it beside its packages'],
  [/^conftest\.py$/i, 'pytest'],
  [/^(?:setup|noxfile|fabfile|tasks)\.py$/i, 'pip and task runners'],
  [/^(?:gnu)?makefile$/i, 'make'],
  [/^package\.json$/i, 'npm'],
  [/^(?:autorun\.inf|desktop\.ini)$/i, 'Windows'],
];

/** What would happen to a file of this name that nobody expects; undefined where its name is an ordinary one. */
export function surpriseOf({ prefix, exact }: TextValue): string | undefined {
  const parts = prefix.split(/[/\\]/);
  if (parts.some((part) => /^\.[^./\\]/.test(part))) return 'be hidden';
  const last = exact ? (parts.at(-1) ?? '') : '';
  const startup = startupNames.find(([name]) => name.test(last));
  return startup && `be run by ${startup[1]}`;
}
