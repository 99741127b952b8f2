import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../config/package-root.ts';

export interface RequirementFiles {
  /** What must be there, as ranges. */
  file: string;
  /** Constraints that pin the set that was tested together. */
  lock: string;
}

export interface Requirements extends RequirementFiles {
  names: string[];
  /** sha256 over both files: another stack is another environment. */
  hash: string;
}

const shipped: RequirementFiles = {
  file: path.join(packageRoot, 'requirements_python_coder.txt'),
  lock: path.join(packageRoot, 'requirements_python_coder.lock'),
};

/** The stack generated code may rely on. */
export function readRequirements(files: RequirementFiles = shipped): Requirements {
  const [ranges, pins] = [readFileSync(files.file, 'utf8'), readFileSync(files.lock, 'utf8')];
  const hash = createHash('sha256').update(ranges).update('\0').update(pins).digest('hex');
  return { ...files, names: requirementNames(ranges), hash };
}

/** Normalised distribution names of a requirements file, in its order. */
export function requirementNames(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const name = /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(line)?.[1];
    return name === undefined ? [] : [name.replace(/[-_.]+/g, '-').toLowerCase()];
  });
}
