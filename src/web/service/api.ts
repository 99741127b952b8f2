import type { AuditEntry, AuditReplay } from '../../contracts/audit.ts';
import type { FileDescription } from '../../contracts/file-description.ts';
import type { Problem } from '../../contracts/service/problem.ts';
import type { DecisionRequest, TaskRequest } from '../../contracts/service/task-request.ts';
import type { TaskSummary, TaskView } from '../../contracts/service/task-view.ts';
import { authorization, neededToken } from './token.ts';

/** The service said no, in its own words; status 0 means that it could not be reached. */
export class ServiceFault extends Error {
  readonly status: number;
  readonly code: string;

  constructor({ status, code, detail }: { status: number; code: string; detail: string }) {
    super(detail);
    this.name = 'ServiceFault';
    this.status = status;
    this.code = code;
  }

  /** True where the same request may work later. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** An address of the service, which also works where the page is served below a folder. */
export function serviceUrl(path: string): string {
  return new URL(path.replace(/^\/+/, ''), document.baseURI).href;
}

/** Sends one request; asks for a token and sends it again where the service wants one. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  for (;;) {
    const response = await reach(path, init);
    if (response.ok) return response;
    if (response.status !== 401) throw await faultOf(response);
    await neededToken();
  }
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  const headers = { ...(init.headers as Record<string, string> | undefined), ...authorization() };
  try {
    return await fetch(serviceUrl(path), { ...init, headers });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw unreachable();
  }
}

export function unreachable(): ServiceFault {
  const detail = 'The service can’t be reached. Check that it is still running, then try again.';
  return new ServiceFault({ status: 0, code: 'unreachable', detail });
}

async function faultOf(response: Response): Promise<ServiceFault> {
  return problemFault(response.status, await response.text());
}

export function problemFault(status: number, body: string): ServiceFault {
  try {
    const { code, detail, errors } = JSON.parse(body) as Problem;
    const places = (errors ?? []).map(({ path, message }) => `${path}: ${message}`);
    return new ServiceFault({ status, code: String(code), detail: [detail, ...places].join('\n') });
  } catch {
    return new ServiceFault({
      status,
      code: 'internal',
      detail: `The service answered with status ${status}.`,
    });
  }
}

async function json<Body>(path: string, init: RequestInit = {}): Promise<Body> {
  return (await (await send(path, init)).json()) as Body;
}

function post<Body>(path: string, body: unknown): Promise<Body> {
  return json(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const task = (id: string) => `api/tasks/${encodeURIComponent(id)}`;

export const describeFile = async (id: string, name: string): Promise<FileDescription | null> => {
  const { files } = await post<{ files: FileDescription[] }>('api/describe', {
    files: [{ id, name }],
    skipBadFiles: true,
  });
  return files[0] ?? null;
};

export const createTask = (request: TaskRequest): Promise<TaskView> => post('api/tasks', request);
export const getTask = (id: string): Promise<TaskView> => json(task(id));
export const decide = (id: string, decision: DecisionRequest): Promise<TaskView> =>
  post(`${task(id)}/approval`, decision);
export const cancelTask = (id: string): Promise<TaskView> => json(task(id), { method: 'DELETE' });
export const getRecord = (id: string): Promise<ServedEntry> => json(`${task(id)}/audit`);
export const replayTask = (id: string): Promise<AuditReplay> => post(`${task(id)}/replay`, {});
export const verifyLog = (): Promise<LogReport> => json('api/audit/verify');

/** True where the service can hand the browser a Python of its own. */
export async function offersPython(): Promise<boolean> {
  return (await json<{ available: boolean }>('python')).available;
}

/** A record without where it stands on the machine of the service. */
export type ServedEntry = Omit<AuditEntry, 'file' | 'line'>;

export interface LogReport {
  intact: boolean;
  /** Null where several tenants write to the log. */
  records: number | null;
  /** How many; the operator sees them. */
  problems: number;
}

export interface TaskPage {
  tasks: TaskSummary[];
  next: string | null;
}

interface Wanted {
  words: string;
  /** The last one of the page before. */
  before: string | null;
  limit: number;
}

export function listTasks({ words, before, limit }: Wanted): Promise<TaskPage> {
  const query = new URLSearchParams({ limit: String(limit) });
  if (words !== '') query.set('q', words);
  if (before !== null) query.set('before', before);
  return json(`api/tasks?${query}`);
}

/** What an artifact holds, fetched with the token and never by a bare address. */
export async function artifactBlob(url: string): Promise<Blob> {
  return await (await send(url)).blob();
}
