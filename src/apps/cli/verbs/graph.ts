import { drawPlanGraph } from '../../../agents/graph/draw-plan-graph.ts';
import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer } from '../answer.ts';

/** Prints the graph that answers questions of several steps, as Mermaid. */
export async function graph(): Promise<Answer> {
  const mermaid = await drawPlanGraph();
  return {
    exitCode: statusCodes.succeeded.exitCode,
    value: { success: true, mermaid },
    text: mermaid.trimEnd(),
    problem: '',
    notes: '',
  };
}
