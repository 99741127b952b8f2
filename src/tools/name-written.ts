import type { CodeTaskResult } from '../contracts/code-task.ts';
import { freeName } from './spoken-name.ts';

/** The result under the names its files have from now on: what a program wrote never takes the name of a given file, so later calls still read what the person gave. */
export function nameWritten(result: CodeTaskResult, given: readonly string[]): CodeTaskResult {
  const warnings = [...result.warnings];
  const artifacts = result.artifacts.map((artifact) => {
    const name = freeName(artifact.name, given);
    if (name === artifact.name) return artifact;
    warnings.push(
      `The program wrote a file named ${JSON.stringify(artifact.name)} like one that was given; the written one is named ${JSON.stringify(name)} from now on.`,
    );
    return { ...artifact, name };
  });
  return { ...result, artifacts, warnings };
}
