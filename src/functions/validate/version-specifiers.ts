/** A version as PEP 440 orders it. */
interface Version {
  epoch: number;
  release: number[];
  pre: readonly [letter: string, number: number] | null;
  post: number | null;
  dev: number | null;
  local: string[];
  text: string;
}

type Order = number | string | readonly (number | string)[];

const pattern =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;

const letters: Record<string, string> = { alpha: 'a', beta: 'b', c: 'rc', pre: 'rc', preview: 'rc' };

function parseVersion(text: string): Version | null {
  const match = text.length > 100 ? null : pattern.exec(text.trim().toLowerCase());
  if (match === null) return null;
  const [, epoch, release = '', letter, preNumber, bare, post, postNumber, dev, devNumber, local] = match;
  return {
    epoch: Number(epoch ?? 0),
    release: release.split('.').map(Number),
    pre: letter === undefined ? null : [letters[letter] ?? letter, Number(preNumber)],
    post: bare !== undefined ? Number(bare) : post === undefined ? null : Number(postNumber),
    dev: dev === undefined ? null : Number(devNumber),
    local: local?.split(/[-_.]/) ?? [],
    text: text.trim().toLowerCase(),
  };
}

/** Negative, 0 or positive as the first version is older than, the same as or newer than the second. */
function compare(a: Version, b: Version): number {
  const [left, right] = [keyOf(a), keyOf(b)];
  for (let at = 0; at < left.length; at += 1) {
    const order = compareOrders(left[at] as Order, right[at] as Order);
    if (order !== 0) return order;
  }
  return 0;
}

function keyOf({ epoch, release, pre, post, dev, local }: Version): Order[] {
  const onlyDev = pre === null && post === null && dev !== null;
  const stage = pre ?? (onlyDev ? [''] : ['z']);
  return [epoch, trimmed(release), stage, post ?? -1, dev ?? Number.POSITIVE_INFINITY, local.map(localPart)];
}

/** Numbers are newer than words: they sort behind them. */
function localPart(part: string): string {
  return /^\d+$/.test(part) ? `~${part.padStart(20, '0')}` : part;
}

function trimmed(release: readonly number[]): number[] {
  const last = release.findLastIndex((part) => part !== 0);
  return release.slice(0, last + 1);
}

function compareOrders(a: Order, b: Order): number {
  if (typeof a === 'object' && typeof b === 'object') {
    for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
      const order = compareOrders(a[at] as Order, b[at] as Order);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  return a < b ? -1 : Number(a > b);
}

const isSameRelease = (a: Version, b: Version) =>
  a.epoch === b.epoch && compareOrders(trimmed(a.release), trimmed(b.release)) === 0;
const withoutLocal = (version: Version): Version => ({ ...version, local: [] });
const isPre = ({ pre, dev }: Version) => pre !== null || dev !== null;
/** A pre-release of what is asked for is older than it, and still not meant by `<`. */
const isPreOf = (version: Version, wanted: Version) =>
  isPre(version) && isSameRelease(version, wanted) && (wanted.post === null || version.post === wanted.post);

function startsWith(version: Version, { epoch, release }: Version): boolean {
  return version.epoch === epoch && release.every((part, at) => part === (version.release[at] ?? 0));
}

const operators: Record<string, (version: Version, wanted: Version) => boolean> = {
  '==': (version, wanted) => compare(wanted.local.length > 0 ? version : withoutLocal(version), wanted) === 0,
  '!=': (version, wanted) => compare(wanted.local.length > 0 ? version : withoutLocal(version), wanted) !== 0,
  '<=': (version, wanted) => compare(withoutLocal(version), wanted) <= 0,
  '>=': (version, wanted) => compare(withoutLocal(version), wanted) >= 0,
  '<': (version, wanted) => compare(version, wanted) < 0 && (isPre(wanted) || !isPreOf(version, wanted)),
  '>': (version, wanted) =>
    compare(version, wanted) > 0 &&
    (wanted.post !== null || version.post === null || !isSameRelease(version, wanted)) &&
    (version.local.length === 0 || !isSameRelease(version, wanted)),
  '~=': (version, wanted) =>
    compare(withoutLocal(version), wanted) >= 0 &&
    startsWith(version, { ...wanted, release: wanted.release.slice(0, -1) }),
};

type Test = (version: Version) => boolean;

/** One clause, such as `>=2.0`; null when it is none. */
function parseClause(clause: string): Test | null {
  const [, operator = '', text = ''] = /^(===|~=|==|!=|<=|>=|<|>)\s*(\S+)$/.exec(clause.trim()) ?? [];
  const isPrefix = text.endsWith('.*');
  const wanted = parseVersion(isPrefix ? text.slice(0, -2) : text);
  if (wanted === null) return null;
  if (operator === '===') return (version) => version.text === wanted.text;
  if (isPrefix) {
    const isPlain = wanted.pre === null && wanted.post === null && wanted.dev === null;
    if (!/^[=!]=$/.test(operator) || !isPlain || wanted.local.length > 0) return null;
    return (version) => startsWith(version, wanted) === (operator === '==');
  }
  if (operator === '~=' && wanted.release.length < 2) return null;
  if (wanted.local.length > 0 && !/^[=!]=$/.test(operator)) return null;
  const test = operators[operator];
  return test === undefined ? null : (version) => test(version, wanted);
}

/**
 * Whether a version satisfies a PEP 440 specifier set such as `>=2.0,<3`; null when either can't be read. What is installed may be
 * a pre-release: it satisfies what it is newer than.
 */
export function satisfies(version: string, specifiers: string): boolean | null {
  const parsed = parseVersion(version);
  const clauses = specifiers.split(',').map((clause) => clause.trim());
  if (clauses.length > 1 && clauses.at(-1) === '') clauses.pop();
  if (specifiers.trim() === '') return parsed === null ? null : true;
  const tests = clauses.map(parseClause);
  if (parsed === null || tests.includes(null)) return null;
  return tests.every((test) => test?.(parsed));
}
