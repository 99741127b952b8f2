import type { FileResult } from './file-result.ts';
import { refusedExtensions } from './foreign-signatures.ts';
import {
  extensionOf,
  type FileFormat,
  type FileType,
  formatOfContent,
  formatOfName,
  SUPPORTED_FILE_TYPES,
} from './formats.ts';
import type { Content } from './sniff-content.ts';

export interface ChosenType {
  type: FileType;
  /** What to say when name and content disagree. */
  warnings: string[];
}

/** Text under one of these names was probably meant to be a table. */
const tableFamilies: readonly FileFormat['family'][] = ['spreadsheet', 'columnar', 'statistics'];

/** Content decides over the name; a name must still be one of the supported ones, so that nothing runnable gets in. */
export function chooseType(name: string, content: Content): FileResult<ChosenType> {
  const promised = formatOfName(name);
  if (promised === undefined) return { problem: unsupportedProblem(name) };
  if (content.kind === 'cut') return { problem: content.problem };
  if (content.kind === 'foreign') return { problem: foreignProblem(content.name, promised) };
  if (promised.contents.includes(content.kind)) return { value: { type: promised.type, warnings: [] } };
  if (content.kind === 'text' && content.isBinary) return { problem: unrecognisedProblem(promised) };
  const found = foundFormat(content.kind, promised);
  return { value: { type: found.type, warnings: [contradiction(promised, found)] } };
}

function foundFormat(kind: Parameters<typeof formatOfContent>[0], promised: FileFormat): FileFormat {
  const isTable = kind === 'text' && tableFamilies.includes(promised.family);
  return (isTable ? formatOfName('.csv') : undefined) ?? formatOfContent(kind);
}

/** The reason a name is refused, before the file is even opened. */
export function unsupportedProblem(name: string): string {
  const extension = extensionOf(name);
  const refused = refusedExtensions.get(extension);
  if (refused !== undefined) return refused;
  const what = extension === '' ? 'has no extension' : `has the unsupported type "${extension.slice(0, 20)}"`;
  return `${what}; supported are ${SUPPORTED_FILE_TYPES.join(' ')}`;
}

function contradiction(promised: FileFormat, found: FileFormat): string {
  return `The file is named ${promised.extensions[0]}, but its content is ${found.title}; it is described as that.`;
}

function foreignProblem(found: string, promised: FileFormat): string {
  return `is named ${promised.extensions[0]}, but its content is ${found}, which is not supported under that name; convert it to one of ${SUPPORTED_FILE_TYPES.join(' ')}`;
}

function unrecognisedProblem(promised: FileFormat): string {
  return `is named ${promised.extensions[0]}, but does not begin like ${promised.title}; it may be damaged, save it again in its own program`;
}
