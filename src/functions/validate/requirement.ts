import { satisfies } from './version-specifiers.ts';

/** A requirement of PEP 508 such as `pandas[excel]>=2.0,<3; python_version < "3.12"`. */
export interface Requirement {
  name: string;
  /** PEP 440 specifiers; empty where any version will do. */
  specifiers: string;
  marker: string;
}

const shape =
  /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[\w\s.,-]*\])?\s*(\([^()]*\)|[^;@()]*?)\s*(?:;(.*))?$/s;

/** Null for what is no requirement, or one that names an address. */
export function parseRequirement(text: string): Requirement | null {
  const match = text.length > 500 ? null : shape.exec(text.trim());
  if (match === null) return null;
  const [, name = '', specifiers = '', marker = ''] = match;
  return { name, specifiers: specifiers.replace(/^\(|\)$/g, '').trim(), marker: marker.trim() };
}

/** The interpreter's values of the names that a marker compares. */
function markerNames(python: string): Record<string, string> {
  const isMac = process.platform === 'darwin';
  const isArm = process.arch === 'arm64';
  return {
    python_version: /^\d+\.\d+/.exec(python)?.[0] ?? python,
    python_full_version: python,
    os_name: 'posix',
    sys_platform: process.platform,
    platform_system: isMac ? 'Darwin' : 'Linux',
    platform_machine: isArm ? (isMac ? 'arm64' : 'aarch64') : 'x86_64',
    platform_python_implementation: 'CPython',
    implementation_name: 'cpython',
    extra: '',
  };
}

const token = /\s*(?:(\()|(\))|(['"])(.*?)\3|(===|~=|==|!=|<=|>=|<|>|not\s+in\b|in\b|and\b|or\b|\w+))/sy;

/** Whether a marker holds for an interpreter of this version; null when it can't be read. */
export function markerHolds(marker: string, python: string): boolean | null {
  if (marker === '') return true;
  const tokens = tokensOf(marker);
  if (tokens === null) return null;
  const names = markerNames(python);
  let at = 0;
  const value = either();
  return at === tokens.length ? value : null;

  function either(): boolean | null {
    let left = both();
    while (tokens?.[at]?.text === 'or') {
      at += 1;
      const right = both();
      left = left === null || right === null ? null : left || right;
    }
    return left;
  }

  function both(): boolean | null {
    let left = single();
    while (tokens?.[at]?.text === 'and') {
      at += 1;
      const right = single();
      left = left === null || right === null ? null : left && right;
    }
    return left;
  }

  function single(): boolean | null {
    if (tokens?.[at]?.text === '(') {
      at += 1;
      const inner = either();
      if (tokens[at]?.text !== ')') return null;
      at += 1;
      return inner;
    }
    const [left, operator, right] = tokens?.slice(at, at + 3) ?? [];
    at += 3;
    const [a, b] = [valueAt(left), valueAt(right)];
    return a === null || b === null ? null : compare(a, operator?.text ?? '', b);
  }

  function valueAt(part: Token | undefined): string | null {
    if (part === undefined) return null;
    return part.isText ? part.text : Object.hasOwn(names, part.text) ? (names[part.text] as string) : null;
  }
}

interface Token {
  text: string;
  isText: boolean;
}

function tokensOf(marker: string): Token[] | null {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  for (let end = 0; end < marker.trimEnd().length; end = token.lastIndex) {
    token.lastIndex = end;
    const match = token.exec(marker);
    if (match === null || tokens.length > 200) return null;
    const [, open, close, , quoted, word] = match;
    tokens.push({
      text: quoted ?? open ?? close ?? word?.replace(/\s+/g, ' ') ?? '',
      isText: quoted !== undefined,
    });
  }
  return tokens;
}

function compare(left: string, operator: string, right: string): boolean | null {
  if (operator === 'in') return right.includes(left);
  if (operator === 'not in') return !right.includes(left);
  const asVersions = satisfies(left, `${operator}${right}`);
  if (asVersions !== null) return asVersions;
  if (operator === '==' || operator === '===') return left === right;
  return operator === '!=' ? left !== right : null;
}
