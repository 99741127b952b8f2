import type { FileDescription } from '../contracts/file-description.ts';
import type { RunLimits } from '../contracts/program-run.ts';
import { cleanText } from './clean-text.ts';

export interface ImportableModule {
  /** Import name, for example "sklearn". */
  module: string;
  /** Distribution name, for example "scikit-learn". */
  distribution: string;
  version: string;
}

/** One task as the prompts are told about it. */
export interface Assignment {
  query: string;
  context?: string | undefined;
  files: FileDescription[];
  modules: ImportableModule[];
  limits: RunLimits;
  pythonVersion: string;
  /** Tokens of prompt and reply together; unknown when left out. */
  contextTokens?: number | undefined;
}

/** The words all three prompts share. */
export function assignmentWords(assignment: Assignment) {
  return {
    query: assignment.query.trim(),
    context: assignment.context?.trim() || '(none)',
    modules: assignment.modules.map(moduleLine).join(', ') || '(none beside the standard library)',
    pythonVersion: assignment.pythonVersion,
    timeoutSeconds: String(assignment.limits.timeoutSeconds),
    memoryMiB: String(assignment.limits.memoryMiB),
  };
}

function moduleLine({ module, distribution, version }: ImportableModule): string {
  const release = cleanText(version, 40);
  return distribution.toLowerCase() === module.toLowerCase()
    ? `${cleanText(module, 80)} ${release}`
    : `${cleanText(module, 80)} (${cleanText(distribution, 80)} ${release})`;
}
