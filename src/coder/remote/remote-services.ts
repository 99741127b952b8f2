import type { PythonToolsClient } from '../../client/create-python-tools-client.ts';
import type { Config, ConfigOverrides } from '../../config/schema.ts';
import type { TaskFolders } from '../../workspace/task-folders.ts';

/** What a coder works with whose work is done by a service. */
export interface RemoteServices {
  readonly config: Config;
  /** The settings that somebody named; the service has its own for all others. */
  readonly chosen: ConfigOverrides;
  readonly client: PythonToolsClient;
  /** For copies of files that are on their way. */
  readonly folders: TaskFolders;
}
