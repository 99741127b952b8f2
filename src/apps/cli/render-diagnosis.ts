import type { Canary } from '../../contracts/isolation.ts';
import type { Diagnosis } from '../../contracts/python-coder.ts';
import { wrapToWidth } from './display-width.ts';
import { escapeLine } from './escape-terminal.ts';
import { formatCount } from './format-units.ts';
import type { Page } from './page.ts';
import { renderTable } from './render-table.ts';

const indent = ' '.repeat(20);

const chosenBy = {
  configuration: 'named in the configuration',
  environment: 'named in the environment',
  detected: 'found on this machine',
  caller: 'given by the caller',
};

const sources = {
  pyodide: 'Pyodide in Deno',
  managed: 'built by python-coder',
  configured: 'named in the configuration',
  system: 'found on this machine',
};

/** What was found and what is missing, each with what to do; one block per subject. */
export function renderDiagnosis(diagnosis: Diagnosis, page: Page, { verbose }: { verbose: boolean }): string {
  const { version, node, python, model, state, isolation, service } = diagnosis;
  const begin = [
    `python-coder ${escapeLine(version)}`,
    '',
    ...block('node', { found: true, lines: [`${node.version} on ${node.platform}`] }, page),
  ];
  if (service !== undefined)
    return [...begin, ...block('service', { found: service.found, lines: serviceLines(service) }, page)].join(
      '\n',
    );
  return [
    ...begin,
    ...block('python', { found: python.found, lines: pythonLines(python) }, page),
    ...block('model', { found: model.found, lines: modelLines(model) }, page),
    ...block('state', { found: state.found, lines: stateLines(state) }, page),
    ...block('isolation', { found: isolation.found, lines: isolationLines(isolation, verbose) }, page),
  ].join('\n');
}

function block(subject: string, finding: { found: boolean; lines: string[] }, page: Page): string[] {
  const { palette, columns } = page;
  const word = finding.found ? palette.green('found  ') : palette.yellow('missing');
  const lines = finding.lines.flatMap((line) =>
    columns === null || line.startsWith(' ')
      ? [line]
      : wrapToWidth(line, Math.max(columns - indent.length, 20)),
  );
  return lines.map((line, index) => (index === 0 ? `${subject.padEnd(11)}${word}  ${line}` : indent + line));
}

function pythonLines(python: Diagnosis['python']): string[] {
  if (!python.found) return problemLines(python.problem);
  const { version, source, python: interpreter, packages, missing } = python.environment;
  const installed = Object.entries(packages)
    .map(([name, number]) => escapeLine(`${name} ${number}`))
    .sort();
  return [
    `${escapeLine(version)}, ${sources[source]}: ${escapeLine(interpreter)}`,
    `${formatCount(installed.length, 'package')}: ${installed.join(', ')}`,
    ...(missing.length === 0 ? [] : [`not installed: ${missing.map(escapeLine).join(', ')}`]),
  ];
}

function modelLines(model: Diagnosis['model']): string[] {
  if (!model.found) return problemLines(model.problem);
  return [`${escapeLine(model.name)} at ${escapeLine(model.server)}, ${chosenBy[model.chosenBy]}`];
}

function stateLines(state: Diagnosis['state']): string[] {
  if (!state.found) return problemLines(state.problem);
  return [`${escapeLine(state.folder)}: the key of this user and how far each audit log went`];
}

/** Where a service does the work, what this machine has does not matter. */
function serviceLines(service: NonNullable<Diagnosis['service']>): string[] {
  if (!service.found) return problemLines(service.problem);
  const { url, version, readiness } = service;
  return [
    `${escapeLine(url)} does the work; python-coder ${escapeLine(version)}, ${readiness.ready ? 'ready' : 'not ready'}`,
    ...renderTable(
      Object.entries(readiness.checks).map(([name, { ok, detail }]) => [
        `  ${escapeLine(name)}`,
        ok ? 'ok' : 'not ok',
        escapeLine(detail),
      ]),
    ),
  ];
}

const offerOfPyodide =
  'Without either, code of a model can run in tier W: set python.runtime: pyodide; npm install pyodide deno';

function isolationLines(finding: Diagnosis['isolation'], verbose: boolean): string[] {
  if (!finding.found) return problemLines(finding.problem);
  const { tier, layers, canary } = finding.isolation;
  const rows = Object.entries(layers).map(([name, { active, detail }]) => [
    `  ${name}`,
    active ? 'on' : 'off',
    escapeLine(detail),
  ]);
  if (canary)
    rows.push(['  canary', 'on', `${canary.tried} forbidden operations tried, ${canary.refused} refused`]);
  return [
    `tier ${tier}; at least ${escapeLine(finding.minimumTier)} is required`,
    ...(tier === 'limits' ? [offerOfPyodide] : []),
    ...renderTable(rows),
    ...(canary && verbose ? operationLines(canary) : []),
  ];
}

function operationLines({ operations = [] }: Canary): string[] {
  return renderTable(
    operations.map(({ name, layer, answer }) => [`  ${escapeLine(name)}`, layer, escapeLine(answer)]),
  );
}

/** A problem may be a list of things to do; its own line breaks stay. */
function problemLines(problem: string): string[] {
  return problem.trim().split('\n').map(escapeLine);
}
