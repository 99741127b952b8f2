import { CoderError } from '../../errors/coder-error.ts';
import { copyJson } from './copy-json.ts';
import { whatItHas } from './describe-value.ts';
import { type Binding, parseBinding, type Template } from './parse-binding.ts';
import { lookUp, showPath } from './path.ts';

export interface BindingSources {
  state: Readonly<Record<string, unknown>>;
  /** Variables by name; nothing else of the environment can be reached. */
  env: Readonly<Record<string, string>>;
}

/**
 * The values of all parameters. A binding that is a whole text keeps the type of its value, inside a text it is rendered; its default
 * is used where the value is missing or null. Throws `input-invalid` naming every path that is missing, with the parameter that asks.
 */
export function bindArguments(
  parameters: Readonly<Record<string, unknown>>,
  sources: BindingSources,
): Record<string, unknown> {
  const misses: string[] = [];
  const copy = copyJson(parameters);
  for (const { path, message } of copy.problems) misses.push(`The parameter ${showPath(path)} ${message}`);
  const values = Object.entries(copy.value as Record<string, unknown>).map(([name, value]) => {
    const miss = (message: string): null => {
      misses.push(`The parameter ${name} can't be bound: ${message}`);
      return null;
    };
    return [name, bindValue(value, sources, miss)] as const;
  });
  if (misses.length > 0) throw new CoderError(`${misses.join('.\n')}.`, { code: 'input-invalid' });
  return Object.fromEntries(values);
}

type Miss = (message: string) => null;

function bindValue(value: unknown, sources: BindingSources, miss: Miss): unknown {
  if (typeof value === 'string') return bindText(value, sources, miss);
  if (Array.isArray(value)) return value.map((item) => bindValue(item, sources, miss));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, bindValue(member, sources, miss)]);
  return Object.fromEntries(members);
}

function bindText(text: string, sources: BindingSources, miss: Miss): unknown {
  const { template, problem } = parseBinding(text);
  return problem === null ? render(template, sources, miss) : miss(problem.message);
}

function render(template: Template, sources: BindingSources, miss: Miss): unknown {
  const [only] = template;
  if (template.length === 1 && typeof only === 'object') return boundValue(only, sources, miss);
  return template
    .map((part) => (typeof part === 'string' ? part : asText(boundValue(part, sources, miss))))
    .join('');
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function boundValue(binding: Binding, sources: BindingSources, miss: Miss): unknown {
  const { root, path, fallback, shown } = binding;
  const found = lookUp(sources[root], path);
  const isThere = found.status === 'found' && found.value !== undefined;
  if (fallback !== null && !(isThere && found.value !== null)) {
    return 'template' in fallback
      ? render(fallback.template, sources, miss)
      : taken(fallback.value, binding, miss);
  }
  if (isThere) return taken(found.value, binding, miss);
  if (root === 'env')
    return miss(
      `${shown} may only stand in the declaration of the function, with ${showPath(path)} in its env`,
    );
  const depth = found.status === 'missing' ? found.depth : path.length - 1;
  const inside = found.status === 'missing' ? found.inside : sources.state;
  const there = showPath([root, ...path.slice(0, depth)]);
  return miss(
    `there is no ${showPath([root, ...path.slice(0, depth + 1)])} for ${shown}; ${there} ${whatItHas(inside)}`,
  );
}

function taken(value: unknown, { root, path, shown }: Binding, miss: Miss): unknown {
  const copy = copyJson(value);
  const [problem] = copy.problems;
  if (problem === undefined) return copy.value;
  return miss(`${showPath([root, ...path, ...problem.path])} of ${shown} ${problem.message}`);
}
