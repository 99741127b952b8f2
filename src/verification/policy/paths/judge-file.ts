import type { Issue } from '../../../contracts/issue.ts';
import { hidingFunctions } from '../../program/decode-text.ts';
import type { PythonProgram } from '../../program/program.ts';
import { quote } from '../../program/source-text.ts';
import { type GivenValue, isText, type TextValue, type Value } from '../../program/value.ts';
import { denials } from '../denial.ts';
import { complain, denied } from '../rule.ts';
import { derivedPlaces } from './system-places.ts';

/** A file that a program names, and whether it will be written. */
export interface NamedFile extends GivenValue {
  isWritten: boolean;
}

/** What is wrong with opening this file, one finding at most; below `ownFolders` a program is in its own folders. */
export function judgeFile(
  program: PythonProgram,
  { node, values, isWritten }: NamedFile,
  ownFolders: readonly string[],
): Issue[] {
  const isUnknown = !values.some((value) => isText(value) || value.kind === 'number');
  for (const value of isUnknown ? [...values, ...derivedPlaces(program, node)] : values) {
    const issue = isText(value)
      ? judgeName(program, { node, value, isWritten, ownFolders })
      : judgeOther(program, { node, value });
    if (issue !== null) return [issue];
  }
  return [];
}

function judgeOther(
  program: PythonProgram,
  { node, value }: { node: NamedFile['node']; value: Value },
): Issue | null {
  if (value.kind === 'number' && value.value !== 1 && value.value !== 2) {
    return denied(program, node, { name: `file ${value.value}`, denial: denials.descriptor });
  }
  if (value.kind !== 'result' || !hidingFunctions.has(value.of)) return null;
  return complain(program, node, {
    rule: 'path-outside',
    severity: 'blocking',
    message: `The path is hidden in what ${value.of}() returns, so it can't be checked.`,
    suggestion: 'Write the name of the file out.',
  });
}

const remote = /^[a-z][a-z0-9+.-]*:\/\//i;
const clipboards = /^<(?:clipboard|screen|video\d+)>/;
const elsewhere = /^(?:~|[a-z]:[\\/]|\\\\|\/|\$\{?\w|%\w+%)/i;
const standardDevices = new Set(['/dev/null', '/dev/stdout', '/dev/stderr']);

interface Named {
  node: NamedFile['node'];
  value: TextValue;
  isWritten: boolean;
  ownFolders: readonly string[];
}

function judgeName(program: PythonProgram, { node, value, isWritten, ownFolders }: Named): Issue | null {
  const shown = quote(value.prefix) + (value.exact ? '' : '…');
  if (remote.test(value.prefix) && !/^file:/i.test(value.prefix)) {
    return denied(program, node, { name: shown, denial: denials.network });
  }
  if (clipboards.test(value.prefix)) return denied(program, node, { name: shown, denial: denials.display });
  if (isOutside(value, ownFolders)) {
    return complain(program, node, {
      rule: 'path-outside',
      severity: 'blocking',
      message: `The path '${shown}' lies outside the working folder; there is nothing the program may read or write there.`,
      suggestion: 'Open the input files by their bare names, and write results into the working folder.',
    });
  }
  const surprise = isWritten ? surpriseOf(value) : undefined;
  if (surprise === undefined) return null;
  return complain(program, node, {
    rule: 'hidden-file',
    severity: 'blocking',
    message: `The file '${shown}' would ${surprise}.`,
    suggestion: 'Give results visible names such as result.csv.',
  });
}

/** Whether a path certainly leads out of the working folder; nothing is said of what is not known. */
function isOutside({ prefix, exact }: TextValue, ownFolders: readonly string[]): boolean {
  const named = prefix.replace(/^file:(?:\/\/(?:localhost)?(?=\/|$))?/i, '');
  const own = ownFolders.find((folder) => named === folder || named.startsWith(`${folder}/`));
  const path = own === undefined ? named : named.slice(own.length + 1);
  if (standardDevices.has(path)) return false;
  return elsewhere.test(path) || /^file:\/\/[^/]/i.test(prefix) || climbsOut({ prefix: path, exact });
}

/** Whether the certain part of a relative path leaves the folder it starts in. */
function climbsOut({ prefix, exact }: { prefix: string; exact: boolean }): boolean {
  const segments = prefix.split(/[/\\]/);
  if (!exact) segments.pop();
  let depth = 0;
  for (const segment of segments) {
    if (segment === '..') depth -= 1;
    else if (segment !== '' && segment !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

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
function surpriseOf({ prefix, exact }: TextValue): string | undefined {
  const parts = prefix.split(/[/\\]/);
  if (parts.some((part) => /^\.[^./\\]/.test(part))) return 'be hidden';
  const last = exact ? (parts.at(-1) ?? '') : '';
  const startup = startupNames.find(([name]) => name.test(last));
  return startup && `be run by ${startup[1]}`;
}
