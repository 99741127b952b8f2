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
export type Methods<Receiver> = ReadonlyMap<string, Method<Receiver>>;

/** A table of methods from rows of names. */
export function methods<Receiver>(rows: readonly (readonly [string, Method<Receiver>])[]): Methods<Receiver> {
  return new Map(rows.flatMap(([names, method]) => names.split(' ').map((name) => [name, method] as const)));
}
