import { sharedPythonCoder } from '../coder/shared-python-coder.ts';
import type { ApprovalPolicy } from '../contracts/approval.ts';
import type { CodeTaskOptions } from '../contracts/code-task-options.ts';
import type { FileInput } from '../contracts/file-input.ts';
import type { FunctionLibrary } from '../contracts/function-library.ts';
import type { PythonCoder } from '../contracts/python-coder.ts';
import type { FunctionRegistry } from '../contracts/python-functions.ts';
import { CoderError } from '../errors/coder-error.ts';
import { FileShelf } from './file-shelf.ts';
import { nameWritten, type Written } from './name-written.ts';
import type { ToolCall } from './tool.ts';

export interface ToolboxOptions {
  /** The one of this process, made from the configuration at the first call, unless given. */
  coder?: PythonCoder | undefined;
  /** What calls may name; a shelf can be shared by the tools of one conversation. */
  files?: FileInput[] | FileShelf | undefined;
  /** What programs may import from `functions`. A registry is asked for each task; a library that it gave is also listed in the descriptions of tools that are given programs. */
  functions?: FunctionLibrary | Pick<FunctionRegistry, 'library'> | undefined;
  approval?: ApprovalPolicy | undefined;
  limits?: CodeTaskOptions['limits'];
  /** Folder for the files programs write. */
  outputDir?: string | undefined;
}

/** What the tools of one host share. */
export interface Toolbox {
  readonly shelf: FileShelf;
  coder(): PythonCoder;
  /** Throws `input-invalid` naming the files there are. */
  find(names: string[]): FileInput[];
  /** What every task of a call is given. */
  task(
    call: ToolCall,
  ): Pick<CodeTaskOptions, 'approval' | 'functions' | 'limits' | 'outputDir' | 'signal' | 'onEvent'>;
  /** Lets later calls name what this one wrote, and gives the result under those names. */
  keep<Result extends Written>(result: Result): Result;
}

/** Opens no process and no file before the first call. */
export function openToolbox({
  coder,
  files = [],
  functions,
  approval,
  limits,
  outputDir,
}: ToolboxOptions): Toolbox {
  const registry =
    functions === undefined || 'library' in functions ? functions : { library: async () => functions };
  const shelf = files instanceof FileShelf ? files : new FileShelf(files);
  return {
    shelf,
    coder: () => coder ?? sharedPythonCoder(),
    find: (names) => {
      const found = shelf.find(names);
      if ('problem' in found) throw new CoderError(found.problem, { code: 'input-invalid' });
      return found.files;
    },
    task: ({ signal, onEvent, approval: asked }) => ({
      approval: asked ?? approval,
      functions: registry,
      limits,
      outputDir,
      signal,
      onEvent,
    }),
    keep: (result) => {
      const kept = nameWritten(result, shelf.given);
      for (const { path, name, sha256 } of kept.artifacts) shelf.addWritten({ path, name, sha256 });
      return kept;
    },
  };
}
