import { argumentAt, readArguments } from '../../program/call.ts';
import type { PythonProgram } from '../../program/program.ts';
import { textOf } from '../../program/source-text.ts';
import { childByField, type SyntaxNode } from '../../program/syntax-node.ts';
import { isText, type TextValue } from '../../program/value.ts';
import { normalName } from './input-files.ts';

const images = /\.(?:png|jpe?g|svg|pdf|html?|tiff?|gif|webp)$/i;
const anything = /$/;

/** Calls that make files: where their path stands, and what they can make when nobody knows the path. */
const writers: Readonly<Record<string, { position: number; names: readonly string[]; makes: RegExp }>> = {
  to_csv: { position: 0, names: ['path_or_buf'], makes: /\.(?:csv|tsv|txt|gz|zip)$/i },
  to_json: { position: 0, names: ['path_or_buf'], makes: /\.jsonl?$/i },
  to_excel: { position: 0, names: ['excel_writer'], makes: /\.(?:xls[xmb]?|ods)$/i },
  ExcelWriter: { position: 0, names: ['path'], makes: /\.(?:xls[xmb]?|ods)$/i },
  to_parquet: { position: 0, names: ['path'], makes: /\.parquet$/i },
  to_feather: { position: 0, names: ['path'], makes: /\.(?:feather|arrow)$/i },
  to_html: { position: 0, names: ['buf'], makes: /\.html?$/i },
  to_xml: { position: 0, names: ['path_or_buffer'], makes: /\.xml$/i },
  to_stata: { position: 0, names: ['path'], makes: /\.dta$/i },
  to_markdown: { position: 0, names: ['buf'], makes: /\.(?:md|txt)$/i },
  to_string: { position: 0, names: ['buf'], makes: /\.txt$/i },
  to_pickle: { position: 0, names: ['path'], makes: /\.pkl$/i },
  to_hdf: { position: 0, names: ['path_or_buf'], makes: /\.h(?:df)?5$/i },
  to_netcdf: { position: 0, names: ['path'], makes: /\.nc$/i },
  savefig: { position: 0, names: ['fname'], makes: images },
  write_image: { position: 0, names: ['file'], makes: images },
  write_html: { position: 0, names: ['file'], makes: images },
  save: { position: 0, names: ['filename', 'file', 'fp'], makes: anything },
  savetxt: { position: 0, names: ['fname'], makes: anything },
  savez: { position: 0, names: ['file'], makes: /\.npz$/i },
  savez_compressed: { position: 0, names: ['file'], makes: /\.npz$/i },
  write_table: { position: 1, names: ['where'], makes: anything },
  savemat: { position: 0, names: ['file_name'], makes: /\.mat$/i },
  copy: { position: 1, names: ['dst'], makes: /$^/ },
  copyfile: { position: 1, names: ['dst'], makes: anything },
  copy2: { position: 1, names: ['dst'], makes: anything },
  move: { position: 1, names: ['dst'], makes: anything },
  rename: { position: 1, names: ['dst'], makes: /$^/ },
};

/** Calls that read or write as their mode says. */
const openers: ReadonlySet<string> = new Set(['open', 'File', 'Dataset']);

/** Calls after which files may exist that nobody can name. */
const unpackers =
  /^(?:extractall|extract|unpack_archive|chdir|copytree|touch|write_text|write_bytes|NamedTemporaryFile|mkstemp|mkdtemp|TemporaryDirectory|HDFStore|connect)$/;

export interface WrittenFiles {
  /** The names that are known. */
  names: ReadonlySet<string>;
  /** Whether the program may make a file of this name. */
  mayHold(name: string): boolean;
}

/** The files the program may make itself, wherever in it. */
export function writtenFiles(program: PythonProgram): WrittenFiles {
  const names = new Set<string>();
  const unsure: RegExp[] = [];
  for (const call of program.nodesOf('call')) {
    const callee = childByField(call, 'function');
    const last = callee?.type === 'attribute' ? childByField(callee, 'attribute') : callee;
    if (last === undefined) continue;
    const name = textOf(program.source, last);
    if (unpackers.test(name)) unsure.push(name === 'connect' ? /\.(?:db|sqlite3?)$/i : anything);
    const writer = openers.has(name)
      ? openedForWriting(program, call)
      : Object.hasOwn(writers, name)
        ? writers[name]
        : undefined;
    if (writer !== undefined)
      notePaths(program, call, { ...writer, names, parameters: writer.names, unsure });
  }
  return {
    names,
    mayHold: (name) => names.has(normalName(name)) || unsure.some((pattern) => pattern.test(name)),
  };
}

interface Noting {
  position: number;
  parameters: readonly string[];
  makes: RegExp;
  names: Set<string>;
  unsure: RegExp[];
}

function notePaths(program: PythonProgram, call: SyntaxNode, noting: Noting): void {
  const given = readArguments(call, program.source);
  const node = noting.parameters
    .map((name) => argumentAt(given, noting.position, name))
    .find((at) => at !== undefined);
  if (node === undefined) {
    if (noting.position < 0) noting.unsure.push(noting.makes);
    return;
  }
  const values = program.evaluate(node);
  const texts = values.filter((value): value is TextValue => isText(value) && value.exact);
  for (const { prefix } of texts) noting.names.add(normalName(prefix));
  const isStream = values.length > 0 && values.every(({ kind }) => kind === 'result');
  if (texts.length < Math.max(values.length, 1) && !isStream) noting.unsure.push(noting.makes);
}

function openedForWriting(program: PythonProgram, call: SyntaxNode) {
  const given = readArguments(call, program.source);
  const callee = childByField(call, 'function');
  const isMethod =
    callee?.type === 'attribute' &&
    /open$/.test(textOf(program.source, callee)) &&
    !/^(?:io|codecs|gzip|bz2|lzma|zipfile|tarfile)$/.test(
      textOf(program.source, callee.children[0] ?? callee),
    );
  const mode = argumentAt(given, isMethod ? 0 : 1, 'mode');
  if (mode === undefined) return undefined;
  const [text] = program.evaluate(mode);
  const isReading = text !== undefined && isText(text) && text.exact && !/[wax+]/.test(text.prefix);
  if (isReading) return undefined;
  return { position: isMethod ? -1 : 0, names: ['file', 'filename', 'name'], makes: anything };
}
