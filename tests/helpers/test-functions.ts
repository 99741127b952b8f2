import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  createPythonFunctions,
  type PythonFunctions,
  type PythonFunctionsOptions,
} from '../../src/tools/create-python-functions.ts';

export interface TestFunctions extends PythonFunctions {
  /** The folder of their records. */
  readonly auditDir: string;
  /** The parent of the folders of its runs. */
  readonly executionDir: string;
}

/** Declared functions on a real interpreter, with folders of their own below one temporary folder that disposal removes. */
export function testFunctions(options: PythonFunctionsOptions): TestFunctions {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'functions-test-'));
  const settings = {
    executionDir: path.join(folder, 'execution'),
    auditDir: path.join(folder, 'audit'),
    outputDir: path.join(folder, 'artifacts'),
    stateDir: path.join(folder, 'state'),
    ...options.settings,
  };
  const functions = createPythonFunctions({ ...options, settings });
  return {
    ...functions,
    auditDir: settings.auditDir ?? '',
    executionDir: settings.executionDir ?? '',
    [Symbol.asyncDispose]: async () => {
      await functions[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
