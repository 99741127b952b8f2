import { existsSync } from 'node:fs';
import type { PythonFunctions } from '../../tools/create-python-functions.ts';
import { setupObserver } from '../../workspace/setup-observer.ts';
import type { Session } from './answer.ts';
import { usageError } from './usage-error.ts';

const usualFile = 'functions.yaml';

/** How a verb is told which functions there are. */
export interface FunctionFlags {
  functions?: string[];
  allowNetwork?: boolean;
  outputDir?: string;
}

/** The functions of the named files; null when none is named. */
export async function openNamed(flags: FunctionFlags, session: Session): Promise<PythonFunctions | null> {
  return flags.functions === undefined ? null : openDeclared(flags, session);
}

/** The functions of the named files as one set, else of `functions.yaml` in the current folder. Whoever opens them closes them. */
export async function openDeclared(flags: FunctionFlags, session: Session): Promise<PythonFunctions> {
  const { functions: config = [usualFile], allowNetwork, outputDir } = flags;
  if (flags.functions === undefined && !existsSync(usualFile))
    throw usageError(
      `There is no ${usualFile} in this folder: name the file that declares them with --functions.`,
    );
  const { config: settings, configFile } = session.settings;
  const { onProgress } = setupObserver(session.observer);
  return session.createFunctions({ config, settings, configFile, allowNetwork, outputDir, onProgress });
}
