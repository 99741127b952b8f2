import path from 'node:path';
import type { FunctionFinding } from '../../contracts/python-functions.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { readSource } from '../../functions/declare/read-source.ts';
import { readYaml } from '../../functions/declare/read-yaml.ts';
import type { Place, Problem } from './finding.ts';
import { knownKeys } from './workflow-schema.ts';

/** A workflow as it was given, and where each part of it stands. */
export interface WorkflowSource {
  /** As its owner names it. */
  file: string;
  /** Files it names are looked for here. */
  folder: string;
  value: unknown;
  /** Why the text is no YAML; nothing else of it means anything then. */
  findings: FunctionFinding[];
  finding(problem: Problem): FunctionFinding;
}

/** Reads a file of YAML or takes an object of the same shape; throws `config-invalid` for a file that can't be read. */
export async function openWorkflowSource(given: string | object): Promise<WorkflowSource> {
  if (typeof given !== 'string') {
    const file = 'workflow';
    const finding = (problem: Problem) => findingOf(problem, { file, line: null, column: null });
    return { file, folder: process.cwd(), value: given, findings: [], finding };
  }
  const source = await readSource(given);
  if ('text' in source) return parseSource(source.text, given);
  const { problem, suggestion } = source;
  const what = suggestion === null ? '' : `: ${suggestion}`;
  throw new CoderError(`The workflow ${given} can't be read. ${problem}${what}.`, { code: 'config-invalid' });
}

function parseSource(text: string, file: string): WorkflowSource {
  const { value, problems, locate } = readYaml(text, knownKeys.workflow);
  const nowhere = { line: null, column: null };
  const finding = (problem: Problem) =>
    findingOf(problem, { file, ...(locate(stepsOf(problem.place), 'key') ?? nowhere) });
  const findings = problems.map(({ rule, message, suggestion, path: place, position }) =>
    findingOf(
      {
        rule,
        message: `${message}.`,
        suggestion: `Correction: ${suggestion ?? 'write the value out'}.`,
        place,
      },
      { file, ...(position ?? locate(place) ?? nowhere) },
    ),
  );
  return { file, folder: path.dirname(path.resolve(file)), value, findings, finding };
}

function stepsOf(place: Place): (string | number)[] {
  return place.map((step) => (typeof step === 'number' ? step : String(step)));
}

function findingOf(
  { place, severity = 'blocking', function: name, ...said }: Problem,
  position: Pick<FunctionFinding, 'file' | 'line' | 'column'>,
): FunctionFinding {
  return { ...said, severity, ...position, function: name ?? null };
}
