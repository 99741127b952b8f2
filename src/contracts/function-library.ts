/** One declared function as the caller inside the sandbox finds it. */
export interface LibraryFunction {
  /** The declared name, a Python identifier. */
  name: string;
  /** What to import, such as "my_tools.data_processing". */
  module: string;
  /** The function's name in its module. */
  function: string;
  /** Values for parameters that a call does not give. */
  defaults: Record<string, unknown>;
  /** Parameters that the environment gives, of which no signature and no schema tells. */
  secrets?: string[] | undefined;
  /** Parameters that a state gives; a name that the function has no parameter for is refused. */
  bound?: string[] | undefined;
}

/** Python sources as text and what to import of them; the same content has the same id. */
export interface FunctionLibrary {
  /** sha256 of everything else. */
  id: string;
  /** By the path below the library's folder, such as "0/my_tools/data_processing.py". */
  files: Record<string, string>;
  /** Folders below the library's folder that imports are searched in, in order, such as "0". */
  roots: string[];
  functions: LibraryFunction[];
  /** What is told of a source's path: by the path below the library's folder, the name its owner knows it by. */
  shownAs: Record<string, string>;
  /** Top-level modules that its sources import and that it does not bring itself; they decide how warm an interpreter starts. */
  imports: string[];
  /** False where importing it beforehand starts threads: then each process imports it anew. */
  preload: boolean;
  /** What prompts and verification say of each function; empty until the interpreter has looked at them. */
  signatures: FunctionSignature[];
}

/** A function as generated programs may call it: with Python values, not JSON. */
export interface FunctionSignature {
  name: string;
  /** Such as "clean_orders(orders: pandas.DataFrame, currency: str = 'EUR') -> pandas.DataFrame". */
  signature: string;
  /** The first sentence of the description. */
  summary: string;
  parameters: FunctionParameter[];
}

/** As Python has them; the last two stand for any number of further arguments, without and with names. */
export const parameterKinds = [
  'positional-or-keyword',
  'keyword-only',
  'var-positional',
  'var-keyword',
] as const;

export interface FunctionParameter {
  name: string;
  kind: (typeof parameterKinds)[number];
  required: boolean;
}
