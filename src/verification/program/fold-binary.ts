import { joinPaths } from './fold-path.ts';
import { concatenate, isText, list, number, type TextValue, text, unknownText, type Value } from './value.ts';

const arithmetic: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '//': (a, b) => Math.floor(a / b),
  '%': (a, b) => a - b * Math.floor(a / b),
  '**': (a, b) => a ** b,
  '^': (a, b) => a ^ b,
  '|': (a, b) => a | b,
  '&': (a, b) => a & b,
  '<<': (a, b) => a * 2 ** b,
  '>>': (a, b) => Math.floor(a / 2 ** b),
};

/** `left operator right` for texts, paths, lists, dicts and numbers. */
export function joinBinary(
  operator: string | null,
  left: readonly Value[],
  right: readonly Value[],
): Value[] {
  return [
    ...joinTexts(operator, left, right),
    ...pairs(left, right).flatMap(([a, b]) => joinPair(operator ?? '', a, b)),
  ];
}

function joinTexts(operator: string | null, left: readonly Value[], right: readonly Value[]): Value[] {
  if (operator === '*') return repeatText(left, right);
  if (operator === '+') {
    if (![...left, ...right].some(isText)) return [];
    return textsOf(left).flatMap((a) => textsOf(right).map((b) => concatenate(a, b)));
  }
  if (operator !== '/') return [];
  const paths = left.filter(isText).filter(({ kind }) => kind === 'path');
  return paths.flatMap((a) => textsOf(right).map((b) => joinPaths([a, b])));
}

const maxRepeated = 2_000;

/** `'../' * 20`, either way round; a text too long to matter keeps its beginning. */
function repeatText(left: readonly Value[], right: readonly Value[]): Value[] {
  const sides = [...left, ...right];
  const count = sides.find((value) => value.kind === 'number')?.value ?? null;
  return sides.filter(isText).map((value) => {
    if (count === null || !value.exact) return text(value.prefix, false);
    const length = Math.max(0, Math.floor(count)) * value.prefix.length;
    if (length === 0) return text('');
    const repeated = value.prefix.repeat(Math.ceil(Math.min(length, maxRepeated) / value.prefix.length));
    return text(repeated, length <= maxRepeated);
  });
}

function joinPair(operator: string, a: Value, b: Value): Value[] {
  if (a.kind === 'list' && b.kind === 'list' && operator === '+') return [list([...a.items, ...b.items])];
  if (a.kind === 'dict' && b.kind === 'dict' && operator === '|') {
    return [{ kind: 'dict', entries: [...a.entries, ...b.entries] }];
  }
  const times = operator === '*' && b.kind === 'number' ? Math.min(b.value, 100) : 0;
  if (a.kind === 'list' && times > 0) return [list(Array.from({ length: times }, () => a.items).flat())];
  if (b.kind === 'number' && isByte(a) && /^[-+^&|]$/.test(operator))
    return joinPair(operator, number(a.prefix.charCodeAt(0)), b);
  if (a.kind !== 'number' || b.kind !== 'number' || !Object.hasOwn(arithmetic, operator)) return [];
  const result = arithmetic[operator]?.(a.value, b.value);
  return result !== undefined && Number.isFinite(result) ? [number(result)] : [];
}

/** One element of bytes, which counts as its number. */
function isByte(value: Value): value is TextValue {
  return isText(value) && value.exact && value.prefix.length === 1;
}

function pairs(left: readonly Value[], right: readonly Value[]): (readonly [Value, Value])[] {
  return left.flatMap((a) => right.map((b) => [a, b] as const)).slice(0, 64);
}

function textsOf(values: readonly Value[]): readonly TextValue[] {
  const texts = values.filter(isText);
  return texts.length > 0 ? texts : [unknownText];
}

export function negate(value: Value): Value[] {
  return value.kind === 'number' ? [number(-value.value)] : [];
}
