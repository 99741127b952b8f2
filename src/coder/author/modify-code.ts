import type { CallUsage, ChatModel } from '../../contracts/chat-model.ts';
import type { Issue } from '../../contracts/issue.ts';
import type { Brief } from '../../prompts/brief.ts';
import type { Prompts } from '../../prompts/load-prompts.ts';
import { renderTask } from '../../prompts/render-task.ts';
import { askForCode } from './ask-for-code.ts';
import { type Note, readNote } from './read-note.ts';

/** A corrected program with what the model says about it. */
export interface Modification extends Note {
  code: string;
}

/** Asks the model to settle the issues. What it says it fixed and overrode are claims: `applyOverrides` and `checkClaims` judge them. */
export async function modifyCode(
  brief: Brief & { code: string; issues: Issue[] },
  model: ChatModel,
  { prompts, signal }: { prompts: Prompts; signal?: AbortSignal | undefined },
): Promise<Modification & { usage: CallUsage; promptSha256: string }> {
  const { system, user, sha256 } = renderTask(prompts, brief, {
    name: 'modify',
    code: brief.code,
    issues: brief.issues.map(remindOfClaim),
  });
  const { code, reply, usage } = await askForCode(
    { purpose: 'modify', system, user, signal },
    model,
    prompts,
  );
  return { code, ...readNote(reply), usage, promptSha256: sha256 };
}

/** A correction that did not help is not tried again when one knows that it was tried. */
function remindOfClaim(issue: Issue): Issue {
  if (issue.saidFixed === undefined) return issue;
  const times = issue.saidFixed === 1 ? 'once' : `${issue.saidFixed} times`;
  return {
    ...issue,
    message: `Said to be fixed ${times} and still there; correct it in another way. ${issue.message}`,
  };
}
