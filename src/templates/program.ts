import type { LiteralValue } from './python-literal.ts';

/** Source that goes into a program as it is: only `load` expressions, which our own describers wrote and ran. */
export class LoadExpression {
  readonly source: string;
  readonly imports: readonly string[];
  constructor({ load, imports }: { load: string; imports: readonly string[] }) {
    this.source = load;
    this.imports = imports;
  }
}

interface PythonType {
  source: string;
  imports: readonly string[];
}

/** A name that lines of a program give a value; its type is written where it gets its first one. */
export class Variable {
  readonly name: string;
  readonly type: PythonType | undefined;
  constructor(name: string, type?: PythonType) {
    this.name = name;
    this.type = type;
  }

  /** A call of a method of its value. */
  method(name: string, ...given: Arguments): Call {
    return new Call(`${this.name}.${name}`, ...given);
  }
}

/** What a call gives by place, and by name. */
type Arguments = [given?: readonly Value[], named?: Readonly<Record<string, Value>>];

/** A call of a function of `src/python/templates`, of `len`, or of the method of a variable. */
export class Call {
  readonly callee: string;
  readonly given: readonly Value[];
  readonly named: Readonly<Record<string, Value>>;
  constructor(callee: string, ...[given = [], named = {}]: Arguments) {
    this.callee = callee;
    this.given = given;
    this.named = named;
  }

  /** False where Python or a library has the function. */
  get isOurs(): boolean {
    return this.callee !== 'len' && !this.callee.includes('.');
  }
}

export type Value = LiteralValue | LoadExpression | Variable | Call | ReadonlyMap<string, LoadExpression>;

/** One line of a program: a value, and the names that get it; none where it is there for what it does. */
export interface Step {
  sets: readonly Variable[];
  value: Value;
}

const imports = ['import pandas as pd'];

/** The one table of a program. */
export const data = new Variable('data', { source: 'pd.DataFrame', imports });
/** Several tables by their names. */
export const tables = new Variable('tables', { source: 'dict[str, pd.DataFrame]', imports });
/** The rows of the table by what they have in common. */
export const groups = new Variable('groups');
/** What the program finds out. */
export const result = new Variable('result');

export function call(callee: string, ...given: Arguments): Call {
  return new Call(callee, ...given);
}

/** The line that gives a name, or several, their value. */
export function set(variables: Variable | readonly Variable[], value: Value): Step {
  return { sets: [variables].flat(), value };
}

/** A line that is there for what it does. */
export function run(value: Call): Step {
  return { sets: [], value };
}

export function print(answer: Value): Step {
  return run(call('print_answer', [answer]));
}
