import type { FileDescription } from '../contracts/file-description.ts';
import type { FileInput } from '../contracts/file-input.ts';
import type { PythonCoder } from '../contracts/python-coder.ts';
import { setupObserver } from '../workspace/setup-observer.ts';
import { newTaskId } from '../workspace/task-id.ts';
import { grantApproval } from './approval/grant-approval.ts';
import { resumeTask } from './approval/resume-task.ts';
import type { CoderServices } from './coder-services.ts';
import { diagnose } from './diagnose.ts';
import { executeCode } from './execute-code.ts';
import { openTemplates } from './open-templates.ts';
import { openAudit } from './record/open-audit.ts';
import { snapshotInputs } from './run/snapshot-inputs.ts';
import { runTask } from './run-task.ts';

/** What a calling program may ask of a coder. */
export function pythonCoderApi(coder: CoderServices): PythonCoder {
  const { [Symbol.asyncDispose]: closeTemplates, ...templates } = openTemplates(coder);
  return {
    executeCodeTask: (query, task = {}) => runTask(coder, query, task),
    executeCode: (code, task = {}) => executeCode(coder, code, task),
    describeFiles: (files, observer = {}) => describe(coder, files, observer),
    verifyCode: async (code, { files = [], functions, ...observer } = {}) => {
      const described = files.length > 0 ? await describe(coder, files, observer) : [];
      const python = files.length > 0 ? await coder.environment() : await coder.target();
      const library = await functions?.library();
      const { code: normalised, issues } = await coder.verifyStatically(code, {
        files: described,
        python,
        functions: library?.signatures,
      });
      return { code: normalised, issues };
    },
    diagnose: (observer = {}) => diagnose(coder, setupObserver(observer)),
    approvals: {
      grant: (request) => grantApproval(coder, request),
      resume: (request, decision, task = {}) => resumeTask(coder, request, { decision, options: task }),
    },
    templates,
    audit: openAudit(coder),
    [Symbol.asyncDispose]: async () => {
      await coder[Symbol.asyncDispose]();
      await closeTemplates();
    },
  };
}

type Observer = NonNullable<Parameters<PythonCoder['describeFiles']>[1]>;

async function describe(
  coder: CoderServices,
  files: FileInput[],
  observer: Observer,
): Promise<FileDescription[]> {
  const setup = setupObserver(observer);
  await coder.runtime(setup); // before anything is made for it
  await using folder = await coder.openTaskFolder(newTaskId());
  const snapshots = await snapshotInputs(coder, files, {
    folder,
    observer: setup,
    runMemoryMiB: coder.config.maxMemoryMiB,
    skipBadFiles: observer.skipBadFiles,
    onDescribed: (file) => observer.onEvent?.({ type: 'file-described', file }),
  });
  return snapshots.map((file) => file.description);
}
