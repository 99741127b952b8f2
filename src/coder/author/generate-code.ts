import type { CallUsage, ChatModel } from '../../contracts/chat-model.ts';
import type { Brief } from '../../prompts/brief.ts';
import type { Prompts } from '../../prompts/load-prompts.ts';
import { renderTask } from '../../prompts/render-task.ts';
import { askForCode } from './ask-for-code.ts';

/** Asks the model for a program that does the task; what comes back is unverified. */
export async function generateCode(
  brief: Brief,
  model: ChatModel,
  { prompts, signal }: { prompts: Prompts; signal?: AbortSignal | undefined },
): Promise<{ code: string; usage: CallUsage; promptSha256: string }> {
  const { system, user, sha256 } = renderTask(prompts, brief, { name: 'generate' });
  const { code, usage } = await askForCode({ purpose: 'generate', system, user, signal }, model, prompts);
  return { code, usage, promptSha256: sha256 };
}
