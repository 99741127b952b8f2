import type { FileInput } from '../../contracts/file-input.ts';
import type { PythonCoder } from '../../contracts/python-coder.ts';
import { setupObserver } from '../../workspace/setup-observer.ts';
import { grantRemotely } from './grant-remotely.ts';
import { refuseLocal } from './refuse-local.ts';
import { remoteAudit } from './remote-audit.ts';
import { remoteDiagnosis } from './remote-diagnosis.ts';
import type { RemoteServices } from './remote-services.ts';
import { remoteTemplates } from './remote-templates.ts';
import { resumeRemotely } from './resume-remotely.ts';
import { runRemotely } from './run-remotely.ts';
import { sendFiles } from './send-files.ts';

const defaultQuery = 'Run the given code.';

/** A coder whose work is done by a service. It has nothing to close: tasks of others go on there. */
export function remoteCoder(services: RemoteServices): PythonCoder {
  const { client } = services;
  return {
    executeCodeTask: (query, task = {}) => runRemotely(services, { query }, task),
    executeCode: async (code, task = {}) => {
      const { language, verify, describe } = task;
      refuseLocal(client.url, {
        shell: language === 'shell',
        verify: verify === false,
        describe: describe === false,
      });
      const query = task.query?.trim() ? task.query : defaultQuery;
      return runRemotely(services, { query, code }, task);
    },
    describeFiles: async (files, { signal, onEvent, skipBadFiles } = {}) => {
      const { references, unusable } = await sendFiles(services, files, { signal, skipBadFiles });
      const known =
        references.length === 0
          ? []
          : (await client.describe({ files: references, skipBadFiles }, { signal })).files;
      const described = [...known, ...unusable];
      for (const file of described) onEvent?.({ type: 'file-described', file });
      return described;
    },
    verifyCode: async (code, { files = [], functions, signal } = {}) => {
      refuseLocal(client.url, { functions });
      const references = await referencesTo(services, files, signal);
      return await client.verify({ code, ...(references.length > 0 && { files: references }) }, { signal });
    },
    diagnose: (observer = {}) => remoteDiagnosis(services, setupObserver(observer).signal),
    approvals: {
      grant: grantRemotely,
      resume: (request, decision, task = {}) =>
        resumeRemotely(services, request, { decision, options: task }),
    },
    audit: remoteAudit(services),
    templates: remoteTemplates(services),
    [Symbol.asyncDispose]: async () => {},
  };
}

async function referencesTo(services: RemoteServices, files: FileInput[], signal: AbortSignal | undefined) {
  return (await sendFiles(services, files, { signal, skipBadFiles: false })).references;
}
