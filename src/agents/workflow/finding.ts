import type { FunctionFinding } from '../../contracts/python-functions.ts';

/** Where something stands in a workflow, such as ['nodes', 2, 'parameters']. */
export type Place = readonly PropertyKey[];

/** What is wrong with a workflow, as its checks say it. */
export interface Problem {
  rule: string;
  message: string;
  suggestion: string | null;
  place: Place;
  severity?: FunctionFinding['severity'];
  function?: string | null;
}
