import type { Config, ConfigOverrides } from '../config/schema.ts';
import type { PythonCoder } from '../contracts/python-coder.ts';
import { grantRemotely } from './remote/grant-remotely.ts';
import { refuseLocal } from './remote/refuse-local.ts';

interface Remote {
  config: Config;
  chosen: ConfigOverrides;
  url: string;
  /** What only a coder of this machine can use. */
  local: { model: unknown; unsafelyRunWithoutIsolation: unknown };
}

/** A coder whose work is done by the service at `url`; what that needs is loaded with the first call. Throws `config-invalid` for what can't travel. */
export function remotePythonCoder({ config, chosen, url, local }: Remote): PythonCoder {
  refuseLocal(url, local, 'config-invalid');
  let opened: Promise<PythonCoder> | null = null;
  const coder = (): Promise<PythonCoder> => {
    opened ??= open({ config, chosen, url });
    return opened;
  };
  return {
    executeCodeTask: async (...task) => (await coder()).executeCodeTask(...task),
    executeCode: async (...task) => (await coder()).executeCode(...task),
    describeFiles: async (...files) => (await coder()).describeFiles(...files),
    verifyCode: async (...code) => (await coder()).verifyCode(...code),
    diagnose: async (observer) => (await coder()).diagnose(observer),
    approvals: {
      grant: grantRemotely,
      resume: async (...decision) => (await coder()).approvals.resume(...decision),
    },
    audit: {
      list: async (options) => (await coder()).audit.list(options),
      show: async (id) => (await coder()).audit.show(id),
      verify: async (options) => (await coder()).audit.verify(options),
      replay: async (...record) => (await coder()).audit.replay(...record),
    },
    templates: {
      render: async (...template) => (await coder()).templates.render(...template),
      validate: async (...template) => (await coder()).templates.validate(...template),
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

async function open({ config, chosen, url }: Omit<Remote, 'local'>): Promise<PythonCoder> {
  const { remoteCoder } = await import('./remote/remote-coder.ts');
  const { createPythonToolsClient } = await import('../client/create-python-tools-client.ts');
  const { TaskFolders } = await import('../workspace/task-folders.ts');
  const client = createPythonToolsClient({ url, token: config.toolsToken });
  return remoteCoder({ config, chosen, client, folders: new TaskFolders(config) });
}
