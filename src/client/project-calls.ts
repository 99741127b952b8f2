import {
  type Project,
  type ProjectFile,
  type ProjectList,
  projectFileSchema,
  projectSchema,
  projectsSchema,
} from '../contracts/service/execute.ts';
import type { Content } from './multipart.ts';
import { oneBody } from './one-body.ts';
import { removeOnce } from './remove-once.ts';
import { route } from './route.ts';
import type { CallOptions, Transport } from './transport.ts';

/** Folders that live on between calls of `execute`. */
export interface ProjectCalls {
  list(options?: CallOptions): Promise<ProjectList['projects']>;
  /** The project with its files. */
  get(id: string, options?: CallOptions): Promise<Project>;
  remove(id: string, options?: CallOptions): Promise<void>;
  /** The answer with a file as its body, to be read as one likes. */
  download(id: string, name: string, options?: CallOptions): Promise<Response>;
  /** Puts a file there, in place of one that has its name. */
  upload(id: string, file: { name: string; content: Content }, options?: CallOptions): Promise<ProjectFile>;
  removeFile(id: string, name: string, options?: CallOptions): Promise<void>;
}

export function projectCalls(transport: Transport): ProjectCalls {
  return {
    list: async ({ signal } = {}) => {
      const call = { method: 'GET', path: '/api/projects', signal, repeatable: true } as const;
      return (await transport.ask(call, projectsSchema)).projects;
    },
    get: (id, { signal } = {}) =>
      transport.ask(
        { method: 'GET', path: route`/api/projects/${id}`, signal, repeatable: true },
        projectSchema,
      ),
    remove: (id, { signal } = {}) => removeOnce(transport, route`/api/projects/${id}`, signal),
    download: (id, name, { signal } = {}) =>
      transport.send({
        method: 'GET',
        path: route`/api/projects/${id}/files/${name}`,
        signal,
        repeatable: true,
      }),
    upload: async (id, { name, content }, { signal } = {}) => {
      const path = route`/api/projects/${id}/files/${name}`;
      return await transport.ask({ method: 'PUT', path, signal, ...oneBody(content) }, projectFileSchema);
    },
    removeFile: (id, name, { signal } = {}) =>
      removeOnce(transport, route`/api/projects/${id}/files/${name}`, signal),
  };
}
