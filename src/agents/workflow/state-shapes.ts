import { z } from 'zod';
import type { ValueProblem } from '../../contracts/python-functions.ts';
import type { Problem } from './finding.ts';
import type { StateValue, WorkflowFile } from './workflow-schema.ts';

/** The schema of each declared value of the state, its default included. */
export type StateShapes = Map<string, z.ZodType>;

type JsonSchemaInput = Parameters<typeof z.fromJSONSchema>[0];

export function stateShapes({ state = {} }: WorkflowFile): StateShapes {
  return new Map(Object.entries(state).map(([name, value]) => [name, shapeOf(value)]));
}

function shapeOf(value: StateValue): z.ZodType {
  if (typeof value === 'string') return z.fromJSONSchema({ type: value } as JsonSchemaInput);
  const { default: initial, ...schema } = value;
  const shape = z.fromJSONSchema(schema as JsonSchemaInput);
  return initial === undefined ? shape : shape.default(() => structuredClone(initial));
}

/** Defaults that are not of their own type. */
export function checkDefaults({ state = {} }: WorkflowFile): Problem[] {
  return Object.entries(state).flatMap(([name, value]) => {
    if (typeof value === 'string' || value.default === undefined) return [];
    const [problem] = misfits({ [name]: value.default }, new Map([[name, shapeOf(value)]]));
    if (problem === undefined) return [];
    const message = `The default of state.${name} does not fit its type: ${problem.message}.`;
    const suggestion = 'Correct the default or the type.';
    return [{ rule: 'state-default', message, suggestion, place: ['state', name, 'default'] }];
  });
}

/** What in these values is not as the state is declared. */
export function misfits(values: Record<string, unknown>, shapes: StateShapes): ValueProblem[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const parsed = shapes.get(name)?.safeParse(value);
    if (parsed === undefined || parsed.success) return [];
    return parsed.error.issues.map(({ path, message, ...issue }) => ({
      path: z.core.toDotPath(['state', name, ...path]),
      message,
      expected: 'expected' in issue ? String(issue.expected) : null,
    }));
  });
}
