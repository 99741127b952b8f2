import type { Artifact } from '../contracts/code-task.ts';
import { freeName } from './spoken-name.ts';

/** How a program or function ended, as far as its files go. */
export interface Written {
  artifacts: Artifact[];
  warnings: string[];
}

/** The result under the names its files have from now on: what a program wrote never takes the name of a given file, so later calls still read what the person gave. */
export function nameWritten<Result extends Written>(result: Result, given: readonly string[]): Result {
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
