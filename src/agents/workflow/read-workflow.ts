import type { z } from 'zod';
import { quoteText } from '../../text/clean-text.ts';
import { nearestName } from '../../verification/references/nearest-name.ts';
import type { Place, Problem } from './finding.ts';
import { knownKeys, type WorkflowFile, workflowSchema } from './workflow-schema.ts';

/** The parts of a workflow in their shapes, or everything that has another shape. */
export function readWorkflow(value: unknown): { workflow: WorkflowFile } | { problems: Problem[] } {
  const parsed = workflowSchema.safeParse(value);
  if (parsed.success) return { workflow: parsed.data };
  return { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue)) };
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue): Problem[] {
  const { path: place } = issue;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, place));
  if (issue.code === 'invalid_union') {
    const keys = issue.errors.flat().filter((inner) => inner.code === 'unrecognized_keys');
    if (keys.length > 0) {
      return keys.flatMap((inner) => problemsOf({ ...inner, path: [...place, ...inner.path] }));
    }
  }
  const [inner] = issue.code === 'invalid_key' ? issue.issues : [];
  return [
    {
      rule: 'shape',
      message: `${placeName(place)} has not the shape it needs:`,
      suggestion: `${inner?.message ?? issue.message}.`,
      place,
    },
  ];
}

function unknownKey(key: string, place: Place): Problem {
  const known = keysAt(place);
  const near = nearestName(key, known);
  return {
    rule: 'unknown-key',
    message: `${placeName(place)} has an unknown key ${quoteText(key.slice(0, 100))}.`,
    suggestion: near === null ? `Known are ${known.join(', ')}.` : `Did you mean ${near}?`,
    place: [...place, key],
  };
}

function keysAt(place: Place): string[] {
  if (place.includes('on_error')) return knownKeys.on_error;
  const [part] = place;
  if (part === 'nodes' || part === 'edges' || part === 'state') return knownKeys[part];
  return knownKeys.workflow;
}

function placeName(place: Place): string {
  if (place.length === 0) return 'The workflow';
  const [first, ...rest] = place;
  const steps = rest.map((step) =>
    typeof step === 'number' ? `[${step}]` : `.${String(step).slice(0, 100)}`,
  );
  return `${String(first)}${steps.join('')}`;
}
