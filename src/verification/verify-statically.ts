import type { FileDescription } from '../contracts/file-description.ts';
import type { FunctionSignature } from '../contracts/function-library.ts';
import type { Issue } from '../contracts/issue.ts';
import { checkNesting, checkSyntax, checkUnderstood } from './check-syntax.ts';
import { installedVersions } from './importable-modules.ts';
import { lintCode, ruffRules } from './lint-code.ts';
import { normaliseCode } from './normalise-code.ts';
import { checkPolicy } from './policy/check-policy.ts';
import { loadParser, type ParsePython } from './program/parse-python.ts';
import { readProgram } from './program/program.ts';
import { sourceText } from './program/source-text.ts';
import { type ProgramShape, programShape } from './program-shape.ts';
import { checkReferences } from './references/check-references.ts';
import { loadRuff, type RunRuff } from './ruff.ts';

export interface StaticVerdict {
  /** The normalised code: exactly this string is hashed and executed. */
  code: string;
  issues: Issue[];
  /** The stages that ran, in order; a blocking issue of the first two ends the list. */
  stages: ('normalise' | 'syntax' | 'policy' | 'lint' | 'columns')[];
  /** What the program consists of; null when it could not be read. */
  shape: ProgramShape | null;
}

export interface VerifyOptions {
  /** Version of the interpreter that will run the code, such as "3.11.7". */
  pythonVersion: string;
  files: FileDescription[];
  /** Absolute names under which the program may find its own folders; none when left out. */
  ownFolders?: readonly string[] | undefined;
  /** Installed distributions, name to version; unknown when left out. */
  packages?: Record<string, string>;
  /** What can be imported from `functions`; left out where no functions are declared. */
  functions?: readonly FunctionSignature[];
}

/** Judges Python without running any of it: a gate for quality and a first filter, never the wall. */
export interface StaticVerifier {
  verify(code: string, options: VerifyOptions): StaticVerdict;
}

/** Loads the grammar and Ruff, once for any number of verdicts. */
export async function createStaticVerifier(): Promise<StaticVerifier> {
  const [parse, ruff] = await Promise.all([loadParser(), loadRuff(ruffRules)]);
  return { verify: (code, options) => verify(code, options, { parse, ruff }) };
}

interface Tools {
  parse: ParsePython;
  ruff: RunRuff;
}

function verify(original: string, options: VerifyOptions, { parse, ruff }: Tools): StaticVerdict {
  const { pythonVersion, packages, files, ownFolders } = options;
  const { code, issues } = normaliseCode(original);
  if (issues.length > 0) return { code, issues, stages: ['normalise'], shape: null };

  const source = sourceText(code);
  const parsed = parse(code);
  const tooDeep = checkNesting(parsed);
  if (tooDeep.length > 0) return { code, issues: tooDeep, stages: ['normalise', 'syntax'], shape: null };
  const findings = ruff(code, { pythonVersion });
  const errors = checkSyntax(findings, { source, pythonVersion });
  const refused = errors.length > 0 ? errors : checkUnderstood(parsed, source);
  if (refused.length > 0) return { code, issues: refused, stages: ['normalise', 'syntax'], shape: null };

  const installed = packages === undefined ? undefined : installedVersions(packages);
  const program = readProgram(parsed, source);
  const functions = options.functions && new Map(options.functions.map((one) => [one.name, one]));
  const policy = checkPolicy(program, { installed, files, functions, ownFolders });
  const lint = lintCode(findings, { installed, program, functions });
  const shape = programShape(program);
  const stages: StaticVerdict['stages'] = ['normalise', 'syntax', 'policy', 'lint'];
  if (files.length === 0) return { code, issues: [...policy, ...lint], stages, shape };
  const references = checkReferences(program, files);
  return { code, issues: [...policy, ...lint, ...references], stages: [...stages, 'columns'], shape };
}
