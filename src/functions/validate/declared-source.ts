/** What validation needs to know of one declared function. */
export interface DeclaredSource {
  name: string;
  /** A dotted module name; exactly one of `module` and `file` is given. */
  module?: string | null | undefined;
  /** Absolute path of a Python file. */
  file?: string | null | undefined;
  /** The function's name in its module. */
  function: string;
  /** Absolute folder of the YAML. */
  folder: string;
  /** Absolute folders that modules are looked for in, in order. */
  pythonPath: readonly string[];
  /** The only modules from outside that its sources may import; null where nothing is said. */
  allowedImports: readonly string[] | null;
  requiresPython: string | null;
  requires: readonly string[];
  network: false | true | readonly string[];
  position: Position;
}

/** A place in a file as its owner names it. */
export interface Position {
  file: string;
  line: number | null;
  column: number | null;
}

/** The interpreter and what is installed for it. */
export interface Installed {
  /** Full version, such as "3.11.7". */
  python: string;
  /** Distributions by name. */
  packages: Record<string, string>;
}
