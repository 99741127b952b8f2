import { checkWorkflow } from '../../../agents/workflow/check-workflow.ts';
import { errorFaceCodes, statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer, Session } from '../answer.ts';
import { functionsOf } from '../open-workflow-file.ts';
import { countFindings, renderFindings } from '../render-findings.ts';

/** Prints every finding about a workflow and its functions, and runs none of them; what blocks fails it. */
export async function validateWorkflow(file: string, session: Session): Promise<Answer> {
  const { findings, checked, opened } = await checkWorkflow(file, functionsOf({}, session));
  await opened?.[Symbol.asyncDispose]();
  const ok = checked !== null;
  return {
    exitCode: (ok ? statusCodes.succeeded : errorFaceCodes['config-invalid']).exitCode,
    value: { success: ok, ok, findings },
    text: [...renderFindings(findings, session.out), countFindings(findings)].join('\n'),
    problem: '',
    notes: '',
  };
}
