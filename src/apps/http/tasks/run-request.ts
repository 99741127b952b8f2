import type { CodeTaskResult } from '../../../contracts/code-task.ts';
import type { FileInput } from '../../../contracts/file-input.ts';
import type { PythonCoder } from '../../../contracts/python-coder.ts';
import type { RunLimits } from '../../../contracts/run-limits.ts';
import type { TaskRequest } from '../../../contracts/service/task-request.ts';
import type { TaskEvent } from '../../../contracts/task-event.ts';

interface Surroundings {
  inputs: FileInput[];
  /** Of the task that this one follows. */
  context: string | null;
  mayReuse: boolean;
  outputDir: string;
  signal: AbortSignal;
  onEvent(event: TaskEvent): void;
}

/** Has the core answer a request. */
export function runRequest(
  coder: PythonCoder,
  request: TaskRequest,
  { inputs, context, mayReuse, ...surroundings }: Surroundings,
): Promise<CodeTaskResult> {
  const limits = request.limits as Partial<RunLimits> | undefined;
  const { query, code, seed, approval, skipBadFiles } = request;
  const shared = { ...surroundings, files: inputs, limits, seed, approval, skipBadFiles };
  if (code !== undefined) return coder.executeCode(code, { ...shared, query });
  const known = [context, request.context].filter((text) => text != null).join('\n\n');
  return coder.executeCodeTask(query ?? '', {
    ...shared,
    ...(known !== '' && { context: known }),
    maxIterations: request.maxIterations,
    review: request.review,
    cache: mayReuse,
  });
}
