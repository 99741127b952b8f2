import { z } from 'zod';
import type { CallUsage, ChatModel } from '../contracts/chat-model.ts';
import type { Issue } from '../contracts/issue.ts';
import { fencedBlocks } from '../llm/fenced-blocks.ts';
import { parseJsonReply } from '../llm/parse-json-reply.ts';
import { type Assignment, assignmentWords } from '../prompts/assignment.ts';
import { cleanText } from '../prompts/clean-text.ts';
import type { Prompts } from '../prompts/load-prompts.ts';
import { numberLines } from '../prompts/number-lines.ts';
import { renderData } from '../prompts/render-data.ts';
import type { Override } from './apply-overrides.ts';
import { askForCode } from './ask-for-code.ts';

const maxItems = 20;
const sentenceChars = 500;

const noteSchema = z.object({
  changes: z.array(z.string()).catch([]),
  overrides: z.array(z.object({ issue: z.number().int().positive(), explanation: z.string() })).catch([]),
});

/** Asks the model to settle the issues. What it says about changes and overrides is a claim: `applyOverrides` judges it. */
export async function modifyCode(
  assignment: Assignment & { code: string; issues: Issue[] },
  model: ChatModel,
  { prompts, signal }: { prompts: Prompts; signal?: AbortSignal | undefined },
): Promise<{
  code: string;
  changes: string[];
  overrides: Override[];
  usage: CallUsage;
  promptSha256: string;
}> {
  const { files, issues, code: before } = assignment;
  const { system, user, sha256 } = prompts.render('modify', {
    ...assignmentWords(assignment),
    data: renderData({ files, issues }),
    code: numberLines(before),
  });
  const { code, reply, usage } = await askForCode(
    { purpose: 'modify', system, user, signal },
    model,
    prompts,
  );
  return { code, ...readNote(reply), usage, promptSha256: sha256 };
}

/** The last JSON block of the reply; a reply without a usable one claims nothing. */
function readNote(reply: string): { changes: string[]; overrides: Override[] } {
  const block = fencedBlocks(reply).findLast(({ language }) => language === 'json');
  const note = noteSchema.safeParse(parseJsonReply(block?.text ?? ''));
  if (!note.success) return { changes: [], overrides: [] };
  return {
    changes: note.data.changes.slice(0, maxItems).map((change) => cleanText(change, sentenceChars)),
    overrides: note.data.overrides.slice(0, maxItems).map(({ issue, explanation }) => ({
      issue: issue - 1,
      explanation: cleanText(explanation, sentenceChars).trim(),
    })),
  };
}
