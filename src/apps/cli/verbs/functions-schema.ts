import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer, Session } from '../answer.ts';
import { type FunctionFlags, openDeclared } from '../open-declared.ts';
import { renderJson } from '../render-call.ts';

/** Prints what a call of a function takes; with `--json` everything that is known of the function. */
export async function schema(name: string, flags: FunctionFlags, session: Session): Promise<Answer> {
  await using registry = await openDeclared(flags, session);
  const found = await registry.schema(name);
  return {
    exitCode: statusCodes.succeeded.exitCode,
    value: { success: true, function: found },
    text: renderJson(found.parameters),
    problem: '',
    notes: '',
  };
}
