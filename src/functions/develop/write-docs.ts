import type { JsonSchema, PythonFunction } from '../../contracts/python-functions.ts';

/** Markdown on every function: signature, description, parameters and result. All of it comes from docstrings and schemas and is escaped. */
export function writeDocs(functions: readonly PythonFunction[]): string {
  const contents = functions.map(
    ({ name, description }) => `- [${code(name)}](#${name}): ${oneLine(firstSentence(description))}`,
  );
  return `${['# Functions', contents.join('\n'), ...functions.map(section)].join('\n\n')}\n`;
}

function section(found: PythonFunction): string {
  const { name, signature, description, parameters, result, file, line, network } = found;
  return [
    `## ${name}`,
    fenced(signature, 'python'),
    plain(description),
    ...parameterTable(parameters),
    ...(result === null ? [] : [`Returns ${oneLine(typeOf(result, result))}.`]),
    `In ${code(`${file}:${line}`)}${networkNote(network)}.`,
  ].join('\n\n');
}

function networkNote(network: PythonFunction['network']): string {
  if (network === false) return '';
  return network === true ? ', with network' : `, with network to ${network.map(code).join(', ')}`;
}

function parameterTable(schema: JsonSchema): string[] {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
  if (properties.length === 0) return [];
  const required = new Set((schema.required ?? []) as string[]);
  const rows = properties.map(([name, property]) => {
    const fallback =
      'default' in property ? code(JSON.stringify(property.default)) : required.has(name) ? 'required' : '';
    return `| ${[code(name), oneLine(typeOf(property, schema)), fallback, oneLine(String(property.description ?? ''))].join(' | ')} |`;
  });
  return [['| parameter | type | default | meaning |', '|---|---|---|---|', ...rows].join('\n')];
}

const maxDepth = 4;

/** A schema in words, such as "list of Order" or "text or null". */
function typeOf(schema: JsonSchema, root: JsonSchema, depth = 0): string {
  if (depth > maxDepth) return 'any';
  const inner = (part: unknown): string => typeOf((part ?? {}) as JsonSchema, root, depth + 1);
  const { $ref, anyOf, oneOf, type, items, format, additionalProperties } = schema;
  if (typeof $ref === 'string') return $ref.split('/').at(-1) ?? 'any';
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  if ('const' in schema) return JSON.stringify(schema.const);
  const choices = anyOf ?? oneOf;
  if (Array.isArray(choices)) return [...new Set(choices.map(inner))].join(' or ');
  if (type === 'array') return items === undefined ? 'list' : `list of ${inner(items)}`;
  if (type === 'object' && typeof additionalProperties === 'object')
    return `object of ${inner(additionalProperties)}`;
  if (typeof format === 'string') return format;
  return typeof type === 'string' ? (words[type] ?? type) : 'any';
}

const words: Record<string, string> = { string: 'text', boolean: 'true or false', object: 'object' };

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text.split('\n')[0] ?? '';
}

/** Markdown in which the text means nothing but itself; its paragraphs stay. */
function plain(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map(oneLine)
    .join('\n\n');
}

/** The same on one line, for lists and tables. */
function oneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&')
    .replace(/^(\d*)([-+=.)])/, '$1\\$2');
}

function code(text: string): string {
  const ticks = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const spaced = ticks.length > 1 ? ` ${text} ` : text;
  return `${ticks}${spaced.replaceAll('|', '\\|').replaceAll('\n', ' ')}${ticks}`;
}

function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
