import { existsSync } from 'node:fs';
import type { TemplateOptions, Templates } from '../contracts/template-rendering.ts';
import { sharedResource } from '../errors/shared-resource.ts';
import { removeTree } from '../filesystem/remove-tree.ts';
import { createTemplates } from '../jinja/create-templates.ts';
import { setupObserver } from '../workspace/setup-observer.ts';
import type { TaskFolder } from '../workspace/task-folders.ts';
import { newTaskId } from '../workspace/task-id.ts';
import type { CoderServices } from './coder-services.ts';

/** Templates rendered in the sandbox of this coder, with one folder for all of them that is removed with it. */
export function openTemplates(coder: CoderServices): Templates & AsyncDisposable {
  const folders: TaskFolder[] = [];
  const folder = sharedResource(async (_: undefined): Promise<TaskFolder> => {
    const opened = await coder.openTaskFolder(newTaskId());
    folders.push(opened);
    return opened;
  });
  const templates = createTemplates({
    environment: (observer: TemplateOptions) => coder.environment(setupObserver(observer)),
    runtime: (observer: TemplateOptions) => coder.runtime(setupObserver(observer)),
    inRunDir: async (start) => {
      const runDir = (await folder(undefined)).nextRunDir();
      try {
        return await start(runDir);
      } finally {
        if (existsSync(runDir)) await removeTree(runDir); // where the folder of a process is no memory
      }
    },
  });
  return {
    ...templates,
    [Symbol.asyncDispose]: async () => {
      for (const opened of folders) await opened[Symbol.asyncDispose]();
    },
  };
}
