import type { FileDescription } from '../contracts/file-description.ts';
import type { FunctionSignature } from '../contracts/function-library.ts';
import type { RunLimits } from '../contracts/run-limits.ts';
import { cleanText } from '../text/clean-text.ts';

export interface ImportableModule {
  /** Import name, for example "sklearn". */
  module: string;
  /** Distribution name, for example "scikit-learn". */
  distribution: string;
  version: string;
}

/** One task as the prompts are told about it. */
export interface Brief {
  query: string;
  context?: string | undefined;
  files: FileDescription[];
  modules: ImportableModule[];
  /** What the program may import from `functions`; left out where no functions are declared. */
  functions?: FunctionSignature[] | undefined;
  limits: RunLimits;
  pythonVersion: string;
  /** Tokens of prompt and reply together; unknown when left out. */
  contextTokens?: number | undefined;
}

/** The words all three prompts share. */
export function briefWords(brief: Brief) {
  return {
    query: brief.query.trim(),
    context: brief.context?.trim() || '(none)',
    modules: brief.modules.map(moduleLine).join(', ') || '(none beside the standard library)',
    pythonVersion: brief.pythonVersion,
    timeoutSeconds: String(brief.limits.timeoutSeconds),
    memoryMiB: String(brief.limits.memoryMiB),
  };
}

function moduleLine({ module, distribution, version }: ImportableModule): string {
  const release = cleanText(version, 40);
  return distribution.toLowerCase() === module.toLowerCase()
    ? `${cleanText(module, 80)} ${release}`
    : `${cleanText(module, 80)} (${cleanText(distribution, 80)} ${release})`;
}
