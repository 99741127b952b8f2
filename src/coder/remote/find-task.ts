import type { TaskSummary, TaskView } from '../../contracts/service/task-view.ts';
import { CoderError } from '../../errors/coder-error.ts';
import type { RemoteServices } from './remote-services.ts';

/** How far back tasks are looked through. */
const furthest = 1_000;
const pageSize = 100;
const atOnce = 8;

/** Tasks of the service, the newest first, as long as somebody asks for more. */
export async function* newestTasks(
  { client }: RemoteServices,
  wanted: (task: TaskSummary) => boolean,
): AsyncGenerator<TaskView> {
  let before: string | undefined;
  for (let seen = 0; seen < furthest; seen += pageSize) {
    const { tasks, next } = await client.tasks.list({ limit: pageSize, before });
    const ids = tasks.filter(wanted).map(({ id }) => id);
    for (let at = 0; at < ids.length; at += atOnce)
      yield* await Promise.all(ids.slice(at, at + atOnce).map((id) => client.tasks.get(id)));
    if (next === null) return;
    before = next;
  }
}

/** The task whose record, or which itself, has this id or one that begins so. Throws `input-invalid` where there is none, or more than one. */
export async function findTask(services: RemoteServices, id: string): Promise<TaskView> {
  const found: TaskView[] = [];
  if (/^[0-9a-f]{4,32}$/.test(id)) {
    const isIt = (task: TaskSummary) =>
      task.state === 'ended' && (task.id.startsWith(id) || task.auditId?.startsWith(id) === true);
    for await (const view of newestTasks(services, isIt)) {
      found.push(view);
      if (found.length > 0 && id.length === 32) break;
    }
  }
  const [only, other] = found;
  if (only !== undefined && other === undefined) return only;
  const problem = only === undefined ? 'No task of the service has' : 'Several tasks of the service have';
  throw new CoderError(
    `${problem} the id ${JSON.stringify(id)} among its newest ${furthest}: see audit list, and give at least 4 digits.`,
    { code: 'input-invalid' },
  );
}
