import type { ContentKind } from './content-kinds.ts';
import type { FileProblem, FileResult } from './file-result.ts';
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
  /** The describer, where it is not that of the type. */
  describer?: string;
  /** True where only the content says so, and a text that turns out to be nothing of the kind is still a text. */
  isGuess?: true;
}

/** Text under one of these names was probably meant to be a table. */
const tableFamilies: readonly FileFormat['family'][] = ['spreadsheet', 'columnar', 'statistics'];

/** Kinds of content that a describer of their own reads, whatever type they are described as. */
const describers: Partial<Record<ContentKind, string>> = {
  'web-archive': 'web-archive',
  'xml-workbook': 'xml-workbook',
};
const textKinds: ReadonlySet<ContentKind> = new Set<ContentKind>([
  'text',
  'json',
  'xml',
  'svg',
  'html',
  'rtf',
  'mail',
  'calendar',
  'web-archive',
  'xml-workbook',
]);

/** Content decides over the name, except where opening a file of that name could run something. */
export function chooseType(name: string, content: Content): FileResult<ChosenType> {
  const promised = formatOfName(name);
  const refused = refusedProblem(name);
  if (refused !== null) return refused;
  if (content.kind === 'stub') return { problem: content.problem, isForeign: true };
  if (content.kind === 'foreign') return foreign(foreignProblem(content, name));
  const describer = describers[content.kind];
  const own = describer === undefined ? {} : { describer };
  if (promised?.contents.includes(content.kind))
    return { value: { type: promised.type, warnings: [], ...own } };
  if (content.kind === 'text' && content.isBinary) return foreign(unrecognisedProblem(promised));
  const found = foundFormat(content.kind, promised);
  const warnings = [contradiction(name, found)];
  if (!textKinds.has(content.kind)) return { value: { type: found.type, warnings } };
  const untold = content.kind === 'text' && found.type === 'txt' ? { describer: 'untold' } : own;
  return { value: { type: found.type, warnings, ...untold, isGuess: true } };
}

function foundFormat(kind: ContentKind, promised: FileFormat | undefined): FileFormat {
  const isTable = kind === 'text' && promised !== undefined && tableFamilies.includes(promised.family);
  return (isTable ? formatOfName('.csv') : undefined) ?? formatOfContent(kind);
}

/** Why a file of this name is refused whatever it holds, before it is even opened. */
export function refusedProblem(name: string): FileProblem | null {
  const refused = refusedExtensions.get(extensionOf(name));
  return refused === undefined ? null : { problem: refused, isForeign: true };
}

function foreign(problem: string): FileProblem {
  return { problem, isForeign: true };
}

function contradiction(name: string, found: FileFormat): string {
  return formatOfName(name) === undefined
    ? `${untold(name)}; by its content it is ${found.title}.`
    : `The file is named ${extensionOf(name)}, but its content is ${found.title}; it is described as that.`;
}

/** Names from which nothing follows. */
function untold(name: string): string {
  const extension = extensionOf(name);
  return extension === ''
    ? 'The name of the file has no extension'
    : `The extension ${JSON.stringify(extension.slice(0, 20))} is not known`;
}

function foreignProblem({ name: what, advice }: Extract<Content, { kind: 'foreign' }>, name: string): string {
  const next = advice ?? `convert it to one of ${SUPPORTED_FILE_TYPES.join(' ')}`;
  return formatOfName(name) === undefined
    ? `is ${what}, which is not supported; ${next}`
    : `is named ${extensionOf(name)}, but its content is ${what}, which is not supported; ${next}`;
}

function unrecognisedProblem(promised: FileFormat | undefined): string {
  return promised === undefined
    ? `holds binary data of a kind that is not known; convert it to one of ${SUPPORTED_FILE_TYPES.join(' ')}`
    : `is named ${promised.extensions[0]}, but does not begin like ${promised.title}; it may be damaged, save it again in its own program`;
}
