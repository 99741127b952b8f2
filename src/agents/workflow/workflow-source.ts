import path from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { FunctionFinding } from '../../contracts/python-functions.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { OpenFile } from '../../filesystem/open-file.ts';
import type { Place, Problem } from './finding.ts';

const maxBytes = 1024 * 1024;
const maxAliases = 100;

/** A workflow as it was given, and where each part of it stands. */
export interface WorkflowSource {
  /** As its owner names it. */
  file: string;
  /** Files it names are looked for here. */
  folder: string;
  /** Undefined where the text is no YAML. */
  value: unknown;
  findings: FunctionFinding[];
  finding(problem: Problem): FunctionFinding;
}

/** Reads a file of YAML or takes an object; throws `config-invalid` for a file that can't be read. */
export async function openWorkflowSource(given: string | object): Promise<WorkflowSource> {
  if (typeof given !== 'string') {
    const file = 'workflow';
    const finding = (problem: Problem) => findingOf(problem, { file, line: null, column: null });
    return { file, folder: process.cwd(), value: given, findings: [], finding };
  }
  return parseSource(await readText(given), given);
}

/** The parts of a text of YAML with their lines. */
export function parseSource(text: string, file: string): WorkflowSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const position = (offset: number | undefined) => {
    const { line, col } = lines.linePos(offset ?? 0);
    return offset === undefined || line === 0
      ? { file, line: null, column: null }
      : { file, line, column: col };
  };
  const finding = (problem: Problem) => findingOf(problem, position(offsetOf(document, problem.place)));
  const folder = path.dirname(path.resolve(file));
  const broken = document.errors.map(({ message, pos }) =>
    findingOf(unreadable(message.split('\n')[0] as string), position(pos[0])),
  );
  if (broken.length > 0) return { file, folder, value: undefined, findings: broken, finding };
  try {
    return { file, folder, value: document.toJS({ maxAliasCount: maxAliases }), findings: [], finding };
  } catch (error) {
    return {
      file,
      folder,
      value: undefined,
      findings: [finding(unreadable((error as Error).message))],
      finding,
    };
  }
}

function unreadable(message: string): Problem {
  return {
    rule: 'yaml',
    message: `This is no YAML that can be read: ${message.replace(/[.:]? *$/, '.')}`,
    suggestion: 'Correct the text; texts with special characters stand in quotes.',
    place: [],
  };
}

/** Where the deepest part that exists on the way to a place begins; a key counts as the part it names. */
function offsetOf(document: ReturnType<typeof parseDocument>, place: Place): number | undefined {
  for (let length = place.length; length > 0; length--) {
    const steps = place.slice(0, length);
    const parent = length === 1 ? document.contents : document.getIn(steps.slice(0, -1), true);
    const key = keyOffset(parent, steps.at(-1));
    if (key !== undefined) return key;
    const node = document.getIn(steps, true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0];
}

function keyOffset(parent: unknown, key: PropertyKey | undefined): number | undefined {
  const { items = [] } = (parent ?? {}) as { items?: { key?: { value?: unknown; range?: [number] } }[] };
  if (typeof key !== 'string' || !Array.isArray(items)) return undefined;
  return items.find((item) => item.key?.value === key)?.key?.range?.[0];
}

type Position = Pick<FunctionFinding, 'file' | 'line' | 'column'>;

function findingOf(problem: Problem, position: Position): FunctionFinding {
  const { rule, message, suggestion, severity = 'blocking', function: name = null } = problem;
  return { rule, severity, message, suggestion, ...position, function: name };
}

async function readText(file: string): Promise<string> {
  let bytes: Buffer | null;
  try {
    using opened = await OpenFile.open(file);
    bytes = await opened.read(maxBytes);
  } catch (cause) {
    throw unusable(file, (cause as Error).message, cause);
  }
  if (bytes === null) throw unusable(file, 'it has more than 1 MiB');
  return bytes.toString('utf8');
}

function unusable(file: string, why: string, cause?: unknown): CoderError {
  return new CoderError(`The workflow ${file} can't be read: ${why}.`, { code: 'config-invalid', cause });
}
