import type { Arguments } from '../program/call.ts';
import type { SyntaxNode } from '../program/syntax-node.ts';
import type { Session } from './session.ts';
import type { Value } from './values/value.ts';

/** A call with the values of its arguments. */
export interface Call {
  session: Session;
  node: SyntaxNode;
  written: Arguments;
  positional: readonly Value[];
  keywords: ReadonlyMap<string, Value>;
  /** `*` or `**` may add arguments nobody knows. */
  spread: boolean;
}

/** The argument of a parameter with the place where it is written. */
export interface Argument {
  value: Value;
  node: SyntaxNode;
}

export function argument(call: Call, position: number | null, name: string): Argument | undefined {
  const byPosition = position === null ? undefined : call.positional[position];
  if (position !== null && byPosition !== undefined) {
    return { value: byPosition, node: call.written.positional[position] ?? call.node };
  }
  const value = call.keywords.get(name);
  return value === undefined ? undefined : { value, node: call.written.keywords.get(name) ?? call.node };
}

export function givenValue(call: Call, position: number | null, name: string): Value | undefined {
  return argument(call, position, name)?.value;
}

export function isTrue(call: Call, name: string): boolean {
  const value = call.keywords.get(name);
  return value?.kind === 'constant' && value.value === true;
}

/** Whether a switch is off, or nobody knows that it is on. */
export function isFalse(call: Call, name: string): boolean {
  const value = call.keywords.get(name);
  return value?.kind === 'constant' && value.value === false;
}

/** What a call does with the value it is made on. */
export type Method<Receiver> = (receiver: Receiver, call: Call) => Value;

/** What a call of a function gives that is known by its dotted path. */
export type NamedFunction = (path: string, call: Call) => Value;

/** Names with spaces between them, and what all of them do. */
export type Row<Doing> = readonly [names: string, does: Doing];

/** A table by name. */
export function byName<Doing>(rows: readonly Row<Doing>[]): ReadonlyMap<string, Doing> {
  return new Map(
    rows.flatMap(([names, does]) =>
      names
        .trim()
        .split(/\s+/)
        .map((name) => [name, does] as const),
    ),
  );
}
