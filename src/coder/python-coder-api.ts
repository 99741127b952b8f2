import { randomBytes } from 'node:crypto';
import type { PythonCoder } from '../contracts/python-coder.ts';
import { prepareFiles } from '../files/prepare-files.ts';
import { grantApproval } from './approval/grant-approval.ts';
import { resumeTask } from './approval/resume-task.ts';
import type { CoderServices } from './coder-services.ts';
import { diagnose } from './diagnose.ts';
import { executeCode } from './execute-code.ts';
import { openAudit } from './record/open-audit.ts';
import { runTask } from './run-task.ts';

/** What a calling program may ask of a coder. */
export function pythonCoderApi(coder: CoderServices): PythonCoder {
  return {
    executeCodeTask: (query, task = {}) => runTask(coder, query, task),
    executeCode: (code, task = {}) => executeCode(coder, code, task),
    describeFiles: (files, observer = {}) => describe(coder, files, observer),
    verifyCode: async (code, { files = [], ...observer } = {}) => {
      const described = files.length > 0 ? await describe(coder, files, observer) : [];
      const python = files.length > 0 ? await coder.environment() : await coder.target();
      const { code: normalised, issues } = await coder.verifyStatically(code, { files: described, python });
      return { code: normalised, issues };
    },
    diagnose: (observer = {}) => diagnose(coder, waiting(observer)),
    approvals: {
      grant: (request) => grantApproval(coder, request),
      resume: (request, decision, task = {}) => resumeTask(coder, request, { decision, options: task }),
    },
    audit: openAudit(coder),
    [Symbol.asyncDispose]: () => coder[Symbol.asyncDispose](),
  };
}

type Observer = NonNullable<Parameters<PythonCoder['describeFiles']>[1]>;

function waiting({ signal, onEvent }: Observer) {
  return { signal, onProgress: (message: string) => onEvent?.({ type: 'setup-progress', message }) };
}

async function describe(
  coder: CoderServices,
  files: Parameters<PythonCoder['describeFiles']>[0],
  observer: Observer,
) {
  const runtime = await coder.runtime(waiting(observer));
  await using folder = await coder.openTaskFolder(randomBytes(16).toString('hex'));
  const prepared = await prepareFiles(files, {
    folder: folder.inputs,
    runtime,
    limits: coder.describeLimits,
    runMemoryMiB: coder.config.maxMemoryMiB,
    maxFileSizeMiB: coder.config.maxFileSizeMiB,
    scratchDir: await folder.newRunDir(),
    skipBadFiles: observer.skipBadFiles,
    signal: observer.signal,
    onDescribed: (file) => observer.onEvent?.({ type: 'file-described', file }),
  });
  return prepared.map((file) => file.description);
}
