import { canonicalJson } from '../../audit/canonical-json.ts';
import { packageVersion } from '../../config/package-root.ts';
import { sha256 } from '../../text/sha256.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task/task.ts';

/** Which model wrote the code, so that it is never taken for that of another. */
export interface ModelIdentity {
  name: string;
  /** Where the model is, or who knows. */
  server: string;
  /** What the caller tells its own models apart by. */
  identity?: string;
}

/** Everything the code of a model depends on: the task as the prompts tell it, the prompts, the model, the declared functions, and who checks the code. Paths are not among it. */
export async function cacheKey(coder: CoderServices, task: Task, model: ModelIdentity): Promise<string> {
  const { query, context = null, ...circumstances } = await coder.brief(task);
  const { maxOutputTokens, review } = coder.config.model;
  return sha256(
    canonicalJson({
      version: packageVersion,
      prompts: coder.prompts.sha256,
      model: { ...model, maxOutputTokens },
      review: task.request.review ?? review,
      query,
      context,
      library: task.state.library?.id,
      ...circumstances,
    }),
  );
}
