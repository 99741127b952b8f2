import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeLine, escapeText } from '../escape-terminal.ts';
import { type FunctionFlags, openDeclared } from '../open-declared.ts';
import { saveCode } from '../save-code.ts';
import { usageError } from '../usage-error.ts';

/** Prints Markdown about every function, or writes it to a file. */
export async function docs(flags: FunctionFlags & { out?: string }, session: Session): Promise<Answer> {
  await using registry = await openDeclared(flags, session);
  const markdown = await registry.docs();
  const { out } = flags;
  if (out !== undefined) await write(out, markdown);
  return {
    exitCode: statusCodes.succeeded.exitCode,
    value: { success: true, markdown },
    text: out === undefined ? escapeText(markdown).trimEnd() : '',
    problem: '',
    notes: out === undefined ? '' : `Wrote ${escapeLine(out)}`,
  };
}

async function write(file: string, markdown: string): Promise<void> {
  try {
    await saveCode(file, markdown);
  } catch (cause) {
    throw usageError(`${file} could not be written: ${(cause as Error).message}`);
  }
}
