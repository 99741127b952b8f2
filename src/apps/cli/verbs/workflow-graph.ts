import { optionalPackage } from '../../../agents/optional-package.ts';
import { statusCodes } from '../../../contracts/outcome-codes.ts';
import { agentPackages } from '../agent-packages.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeText } from '../escape-terminal.ts';
import { functionsOf } from '../open-workflow-file.ts';

/** Prints the graph of a workflow that has nothing wrong, as Mermaid. */
export async function drawWorkflow(file: string, session: Session): Promise<Answer> {
  const { openWorkflow } = await optionalPackage(
    agentPackages,
    () => import('../../../agents/workflow/open-workflow.ts'),
  );
  await using workflow = await openWorkflow(file, functionsOf({}, session));
  const mermaid = await workflow.draw();
  return {
    exitCode: statusCodes.succeeded.exitCode,
    value: { success: true, mermaid },
    text: escapeText(mermaid.trimEnd()),
    problem: '',
    notes: '',
  };
}
