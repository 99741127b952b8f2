import type { ProgramIndex } from './program-index.ts';
import type { Scopes } from './scopes.ts';
import type { SourceText } from './source-text.ts';
import type { SyntaxNode } from './syntax-node.ts';
import type { Evaluate, Given, Value } from './value.ts';

/** Values of names that hold for one round of a loop or one call. */
export type Environment = ReadonlyMap<string, readonly Value[]>;

/** What folding an expression may ask for. */
export interface Folding {
  source: SourceText;
  scopes: Scopes;
  index: ProgramIndex;
  evaluate: Evaluate;
  /** What a call is given, read once. */
  given(call: SyntaxNode): Given;
  /** The same program where these names have these values; nothing is known any more once a program asked too often. */
  within(environment: Environment): Evaluate;
}

/** A known function or method on known values. */
export type Folder = (given: Given, folding: Folding) => readonly Value[];
