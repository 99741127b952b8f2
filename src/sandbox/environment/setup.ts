import path from 'node:path';
import type { Requirements } from './requirements.ts';
import type { ToolOptions } from './run-tool.ts';

/** What one set-up works with from its first step to its last. */
export interface Setup extends ToolOptions {
  requirements: Requirements;
  cacheDir: string;
  /** Tells the person who waits, in one line without control characters. */
  say(message: string): void;
}

/** Parent of the managed environments. */
export function environmentsFolder(setup: Setup): string {
  return path.join(setup.cacheDir, 'venvs');
}
