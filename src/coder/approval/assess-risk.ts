import type { Risk } from '../../contracts/approval.ts';
import type { Issue } from '../../contracts/issue.ts';
import { importedModule } from '../../verification/program/imported-names.ts';
import { type PythonProgram, readProgram } from '../../verification/program/program.ts';
import { positionAt, quote, sourceText, textOf } from '../../verification/program/source-text.ts';
import { childByField, type SyntaxNode } from '../../verification/program/syntax-node.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task/task.ts';
import { unverified } from '../task/unverified.ts';
import { plainModules } from './plain-modules.ts';
import { writtenFiles } from './written-files.ts';

const maxRisks = 50;
const longRunSeconds = 60;
const manyTurns = 10_000_000;

interface Subject {
  program: PythonProgram;
  task: Task;
  issues: Issue[];
}

/** Each looks for one kind of risk; what none of them understands is not told. */
const assessors: readonly ((subject: Subject) => Risk[])[] = [
  unverifiedCode,
  findingsLeft,
  fileChanges,
  unusualPackages,
  longLimit,
  longLoops,
];

/** What in the code of a task is worth a look, one entry per kind and thing. */
export async function assessRisk(coder: CoderServices, task: Task, issues: Issue[]): Promise<Risk[]> {
  const { code } = task.state;
  if (task.request.language === 'shell')
    return [...unverifiedCode({ task }), ...findingsLeft({ issues }), ...longLimit({ task })];
  const parse = await coder.approvals.parser();
  const program = readProgram(parse(code), sourceText(code));
  const risks = assessors.flatMap((assess) => assess({ program, task, issues }));
  const distinct = new Map(risks.map((risk) => [`${risk.kind}\n${risk.detail}`, risk]));
  return [...distinct.values()].slice(0, maxRisks);
}

function unverifiedCode({ task }: Pick<Subject, 'task'>): Risk[] {
  const detail = unverified(task.request);
  return detail === null ? [] : [{ kind: 'unverified', detail }];
}

function findingsLeft({ issues }: Pick<Subject, 'issues'>): Risk[] {
  return issues.map(({ severity, rule, line, overridden }) => ({
    kind: 'finding',
    detail: `${overridden === undefined ? 'leaves' : 'overrides'} a ${severity} finding (${quote(rule)})`,
    ...(line === undefined ? {} : { line }),
  }));
}

function fileChanges({ program, task }: Subject): Risk[] {
  const inputs = new Set(task.state.files.map(({ name }) => name));
  return writtenFiles(program).map(({ change, node, name }): Risk => {
    const bare = name?.exact ? name.prefix.replace(/^(?:\.\/)+/, '') : null;
    const shown =
      name === null ? 'a file whose name is computed' : `'${quote(name.prefix)}${name.exact ? '' : '…'}'`;
    if (change === 'deletes')
      return riskAt(program, node, { kind: 'deletes-file', detail: `removes ${shown}` });
    if (bare !== null && inputs.has(bare))
      return riskAt(program, node, { kind: 'overwrites-input', detail: `writes over its input ${shown}` });
    return riskAt(program, node, { kind: 'writes-file', detail: `writes ${shown}` });
  });
}

function unusualPackages({ program }: Subject): Risk[] {
  const items = ['import_statement', 'import_from_statement'].flatMap((type) => program.nodesOf(type));
  return items.flatMap((statement) => {
    const module = childByField(statement, 'module_name');
    const named = module === undefined ? statement.children : [module];
    return named.flatMap((item) => {
      const [root = ''] = importedModule(item, program.source).split('.');
      if (plainModules.has(root)) return [];
      return [riskAt(program, item, { kind: 'package', detail: `imports ${quote(root)}` })];
    });
  });
}

function longLimit({ task: { request } }: Pick<Subject, 'task'>): Risk[] {
  const { timeoutSeconds } = request.limits;
  if (timeoutSeconds <= longRunSeconds) return [];
  return [{ kind: 'long-run', detail: `may run for ${timeoutSeconds} seconds` }];
}

/** Loops that end only from within, and counts beyond what a second or two can do. */
function longLoops({ program }: Subject): Risk[] {
  const endless = program.nodesOf('while_statement').filter((loop) => {
    const condition = childByField(loop, 'condition');
    return condition !== undefined && /^\(*(?:True|1)\)*$/.test(textOf(program.source, condition));
  });
  const calls = program.nodesOf('call').flatMap((call) => {
    const callee = childByField(call, 'function');
    const paths = callee === undefined ? [] : program.evaluate(callee);
    const isCalled = (path: string) => paths.some((value) => value.kind === 'name' && value.path === path);
    if (isCalled('time.sleep')) return [{ node: call, detail: 'waits with time.sleep' }];
    const turns = isCalled('builtins.range') ? largestNumber(program, call) : 0;
    return turns >= manyTurns ? [{ node: call, detail: `counts to ${turns}` }] : [];
  });
  return [...endless.map((node) => ({ node, detail: 'loops until something inside ends it' })), ...calls].map(
    ({ node, detail }) => riskAt(program, node, { kind: 'long-run', detail }),
  );
}

function largestNumber(program: PythonProgram, call: SyntaxNode): number {
  const given = childByField(call, 'arguments')?.children.flatMap((node) => program.evaluate(node)) ?? [];
  return Math.max(0, ...given.flatMap((value) => (value.kind === 'number' ? [value.value] : [])));
}

function riskAt({ source }: PythonProgram, node: SyntaxNode, risk: Omit<Risk, 'line'>): Risk {
  return { ...risk, line: positionAt(source, node.start).line };
}
