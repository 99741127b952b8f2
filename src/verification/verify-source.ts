import type { Issue } from '../contracts/issue.ts';
import { checkNesting, checkSyntax, checkUnderstood, syntaxRules } from './check-syntax.ts';
import { hiddenCharacters } from './normalise-code.ts';
import { loadParser } from './program/parse-python.ts';
import { type PythonProgram, readProgram } from './program/program.ts';
import { sourceText } from './program/source-text.ts';
import { loadRuff } from './ruff.ts';

/** A module as far as it can be read; with issues, all of them blocking, there is no program. */
export type ReadSource = { program: PythonProgram; issues: [] } | { program: null; issues: Issue[] };

export type SourceReader = (text: string, pythonVersion: string) => ReadSource;

/** Loads the grammar and Ruff, to read modules that people wrote; the text is taken as it is. */
export async function createSourceReader(): Promise<SourceReader> {
  const [parse, ruff] = await Promise.all([loadParser(), loadRuff([...syntaxRules])]);
  return (text, pythonVersion) => {
    const hidden = hiddenCharacters(text);
    if (hidden.length > 0) return refused(hidden);
    const source = sourceText(text);
    const parsed = parse(text);
    const tooDeep = checkNesting(parsed);
    if (tooDeep.length > 0) return refused(tooDeep);
    const errors = checkSyntax(ruff(text, { pythonVersion }), { source, pythonVersion });
    const issues = errors.length > 0 ? errors : checkUnderstood(parsed, source);
    return issues.length > 0 ? refused(issues) : { program: readProgram(parsed, source), issues: [] };
  };
}

function refused(issues: Issue[]): ReadSource {
  return {
    program: null,
    issues: issues.map(({ suggestion: _forModels, ...issue }) => issue),
  };
}
