import { optionalPackage } from '../optional-package.ts';

/** The plan-and-execute graph as Mermaid text, drawn from the graph that runs; needs no model and starts nothing. */
export async function drawPlanGraph(): Promise<string> {
  const { createPlanAndExecuteGraph } = await optionalPackage(
    '@langchain/langgraph @langchain/core',
    () => import('./plan-and-execute-graph.ts'),
  );
  const drawing = await createPlanAndExecuteGraph().getGraphAsync();
  return drawing.drawMermaid();
}
