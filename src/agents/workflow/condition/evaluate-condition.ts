import { isDeepStrictEqual } from 'node:util';
import { type Comparison, type Condition, type PathOf, type Root, writtenPath } from './condition.ts';

export type Values = Record<Root, Record<string, unknown>>;

/** Whether the condition holds, or why that can't be said. */
export type Verdict = { holds: boolean } | { problem: string };

/** Decides a condition; what a path does not find is null, and only true and false are a verdict. */
export function evaluateCondition(condition: Condition, values: Values): Verdict {
  try {
    return { holds: truth(condition, values) };
  } catch (error) {
    if (error instanceof Undecided) return { problem: error.message };
    throw error;
  }
}

/** Ends an evaluation from within; never leaves this file. */
class Undecided extends Error {}

function truth(condition: Condition, values: Values): boolean {
  const value = resolve(condition, values);
  if (typeof value === 'boolean') return value;
  if (value === null) return false;
  throw new Undecided(
    `${nameOf(condition)} is ${kindOf(value)}, not true or false: compare it, such as ${nameOf(condition)} != null`,
  );
}

function resolve(condition: Condition, values: Values): unknown {
  switch (condition.kind) {
    case 'value':
      return condition.value;
    case 'list':
      return condition.items.map((item) => resolve(item, values));
    case 'path':
      return found(condition, values);
    case 'length':
      return lengthOf(condition.of, values);
    case 'not':
      return !truth(condition.of, values);
    case 'and':
      return truth(condition.left, values) && truth(condition.right, values);
    case 'or':
      return truth(condition.left, values) || truth(condition.right, values);
    case 'compare':
      return compare(condition, values);
  }
}

function found({ root, steps }: PathOf, values: Values): unknown {
  let value: unknown = values[root];
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return null;
    if (Array.isArray(value) !== (typeof step === 'number')) return null;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value ?? null;
}

function lengthOf(condition: Condition, values: Values): number {
  const value = resolve(condition, values);
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length;
  throw new Undecided(`${nameOf(condition)} is ${kindOf(value)}, which has no length`);
}

/** Two zeros of different sign are one number. */
function isSame(left: unknown, right: unknown): boolean {
  return left === right || isDeepStrictEqual(left, right);
}

type Sides = { left: unknown; right: unknown };

const ordered: Partial<Record<Comparison, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function compare(condition: Extract<Condition, { kind: 'compare' }>, values: Values): boolean {
  const { operator } = condition;
  const sides = { left: resolve(condition.left, values), right: resolve(condition.right, values) };
  if (operator === '==' || operator === '!=') {
    return isSame(sides.left, sides.right) === (operator === '==');
  }
  const inOrder = ordered[operator];
  if (inOrder !== undefined) return inOrder(orderOf(sides, condition));
  return isWithin(sides, condition) === (operator === 'in');
}

function orderOf({ left, right }: Sides, condition: Extract<Condition, { kind: 'compare' }>): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : Number(left > right);
  throw new Undecided(
    `${nameOf(condition.left)} is ${kindOf(left)} and ${nameOf(condition.right)} is ${kindOf(right)}, but ${condition.operator} compares two numbers or two texts`,
  );
}

function isWithin({ left, right }: Sides, condition: Extract<Condition, { kind: 'compare' }>): boolean {
  if (Array.isArray(right)) return right.some((item) => isSame(item, left));
  if (typeof right === 'string' && typeof left === 'string') return right.includes(left);
  if (typeof right === 'object' && right !== null && typeof left === 'string')
    return Object.hasOwn(right, left);
  throw new Undecided(
    `${nameOf(condition.left)} is ${kindOf(left)} and ${nameOf(condition.right)} is ${kindOf(right)}, but ${condition.operator} looks for a value in a list, or for a text in a text or an object`,
  );
}

function nameOf(condition: Condition): string {
  if (condition.kind === 'path') return writtenPath(condition);
  return condition.kind === 'value' ? JSON.stringify(condition.value) : 'what is compared';
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return (
    { string: 'a text', number: 'a number', boolean: 'true or false' }[typeof value as string] ?? 'an object'
  );
}
