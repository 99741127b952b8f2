import { hiddenInLine } from '../text/hidden-characters.ts';
import { importBlock } from './import-block.ts';
import { Call, LoadExpression, type Step, type Value, Variable } from './program.ts';
import { readFunctionIndex, takeFunctions } from './python-functions.ts';
import { type LiteralValue, pythonLiteral } from './python-literal.ts';

const longestLine = 110;

/** A readable program: a comment that says what it computes, imports, the functions it needs, then its steps in order. */
export function renderTemplate(comment: string, steps: readonly Step[]): string {
  const values = steps.flatMap(({ value }) => partsOf(value));
  const called = values.flatMap((value) => (value instanceof Call && value.isOurs ? [value.callee] : []));
  const functions = takeFunctions(called, readFunctionIndex());
  const imports = [
    ...functions.imports,
    ...values.flatMap((value) => (value instanceof LoadExpression ? value.imports : [])),
    ...steps.flatMap(({ sets }) => sets.flatMap(({ type }) => type?.imports ?? [])),
  ];
  const title = `# ${comment.replace(hiddenInLine, ' ')}`;
  const head = [title, ...importBlock(imports)].join('\n');
  return `${[head, ...functions.sources, linesOf(steps).join('\n')].join('\n\n\n')}\n`;
}

/** Everything in a value, and the value itself. */
function partsOf(value: Value): Value[] {
  if (value instanceof Map) return [...value.values()];
  if (!(value instanceof Call)) return [value];
  return [...[...value.given, ...Object.values(value.named)].flatMap(partsOf), value];
}

function linesOf(steps: readonly Step[]): string[] {
  const known = new Set<Variable>();
  return steps.map(({ sets, value }) => {
    const names = sets.map((variable) => {
      const isNew = variable.type !== undefined && !known.has(variable);
      known.add(variable);
      return isNew ? `${variable.name}: ${variable.type?.source}` : variable.name;
    });
    const left = names.length > 0 ? `${names.join(', ')} = ` : '';
    const line = left + sourceOf(value);
    if (line.length <= longestLine || !(value instanceof Call)) return line;
    return `${left}${value.callee}(\n${argumentsOf(value)
      .map((argument) => `    ${argument},\n`)
      .join('')})`;
  });
}

function sourceOf(value: Value): string {
  if (value instanceof LoadExpression) return value.source;
  if (value instanceof Variable) return value.name;
  if (value instanceof Call) return `${value.callee}(${argumentsOf(value).join(', ')})`;
  if (!(value instanceof Map)) return pythonLiteral(value as LiteralValue);
  const entries = [...(value as ReadonlyMap<string, LoadExpression>)];
  return `{\n${entries.map(([name, load]) => `    ${pythonLiteral(name)}: ${load.source},\n`).join('')}}`;
}

function argumentsOf({ given, named }: Call): string[] {
  const keywords = Object.entries(named).map(([name, value]) => `${name}=${sourceOf(value)}`);
  return [...given.map(sourceOf), ...keywords];
}
