import type { Checked } from './checked.ts';
import {
  extensionOf,
  type FileFormat,
  type FileType,
  formatOfName,
  SUPPORTED_FILE_TYPES,
} from './formats.ts';
import type { Content } from './sniff-content.ts';

export interface ChosenType {
  type: FileType;
  /** What to say when name and content disagree. */
  warnings: string[];
}

/** Content decides over the name; a name must still be one of the supported ones, so that nothing runnable gets in. */
export function chooseType(name: string, content: Content): Checked<ChosenType> {
  const promised = formatOfName(name);
  if (promised === undefined) return { problem: unsupportedProblem(name) };
  if (content.kind === 'foreign') return { problem: foreignProblem(content.name, promised) };
  if (content.kind === 'text') return chooseTextType(promised, content);
  if (promised.content === content.kind) return { value: { type: promised.type, warnings: [] } };
  // A protected .xlsx is an OLE container; the describer tells it from a real .xls.
  const type = workbookTypes[content.kind];
  return { value: { type, warnings: [contradiction(promised, `a .${type} workbook`)] } };
}

const workbookTypes = {
  'zip-workbook': 'xlsx',
  'zip-macro-workbook': 'xlsm',
  'ole-document': 'xls',
} as const;

/** The reason a name is refused, before the file is even opened. */
export function unsupportedProblem(name: string): string {
  const extension = extensionOf(name);
  const what = extension === '' ? 'has no extension' : `has the unsupported type "${extension.slice(0, 20)}"`;
  return `${what}; supported are ${SUPPORTED_FILE_TYPES.join(' ')}`;
}

function chooseTextType(
  promised: FileFormat,
  content: Extract<Content, { kind: 'text' }>,
): Checked<ChosenType> {
  if (content.foreign !== undefined && promised.family !== 'text')
    return { problem: foreignProblem(content.foreign, promised) };
  if (promised.family === 'text' || promised.family === 'structured')
    return { value: { type: promised.type, warnings: [] } };
  if (content.looksLike === 'json')
    return { value: { type: 'json', warnings: [contradiction(promised, 'JSON')] } };
  if (promised.family === 'delimited') return { value: { type: promised.type, warnings: [] } };
  return { value: { type: 'csv', warnings: [contradiction(promised, 'text with separated fields')] } };
}

function contradiction(promised: FileFormat, found: string): string {
  return `The file is named ${promised.extensions[0]}, but its content is ${found}; it is described as that.`;
}

function foreignProblem(found: string, promised: FileFormat): string {
  return `is named ${promised.extensions[0]}, but its content is ${found}, which is not supported under that name; convert it to one of ${SUPPORTED_FILE_TYPES.join(' ')}`;
}
