import { argumentAt, readArguments } from '../../verification/program/call.ts';
import type { PythonProgram } from '../../verification/program/program.ts';
import { textOf } from '../../verification/program/source-text.ts';
import { childByField, type SyntaxNode } from '../../verification/program/syntax-node.ts';
import { isText, type TextValue, type Value } from '../../verification/program/value.ts';

/** A call that writes or removes a file. */
export interface FileChange {
  change: 'writes' | 'deletes';
  node: SyntaxNode;
  /** Null where the name is computed in a way that can't be followed. */
  name: TextValue | null;
}

interface FileArgument {
  position: number;
  names: string;
  /** Where the mode stands, for what only writes in some modes; opened for reading without one. */
  mode?: number;
  change?: FileChange['change'];
}

type Table = ReadonlyMap<string, readonly FileArgument[]>;

const table = (rows: Record<string, FileArgument[]>): Table =>
  new Map(
    Object.entries(rows).flatMap(([names, files]) =>
      names
        .trim()
        .split(/\s+/)
        .map((name) => [name, files]),
    ),
  );

const functions = table({
  'builtins.open io.open codecs.open gzip.open bz2.open lzma.open zipfile.ZipFile tarfile.open h5py.File gzip.GzipFile bz2.BZ2File lzma.LZMAFile':
    [{ position: 0, names: 'file filename name', mode: 1 }],
  'netCDF4.Dataset tables.open_file io.FileIO': [{ position: 0, names: 'filename file', mode: 1 }],
  'pandas.ExcelWriter pandas.HDFStore sqlite3.connect': [{ position: 0, names: 'path database' }],
  'numpy.save numpy.savez numpy.savez_compressed numpy.savetxt matplotlib.pyplot.savefig matplotlib.pyplot.imsave matplotlib.image.imsave imageio.imwrite imageio.v2.imwrite imageio.v3.imwrite cv2.imwrite scipy.io.savemat scipy.io.wavfile.write soundfile.write':
    [{ position: 0, names: 'file fname filename uri' }],
  'joblib.dump pyarrow.parquet.write_table pyarrow.feather.write_feather pyarrow.csv.write_csv': [
    { position: 1, names: 'filename where dest output_file' },
  ],
  'shutil.copy shutil.copy2 shutil.copyfile shutil.copytree': [{ position: 1, names: 'dst' }],
  'os.rename os.renames os.replace shutil.move': [
    { position: 0, names: 'src', change: 'deletes' },
    { position: 1, names: 'dst' },
  ],
  'os.remove os.unlink os.rmdir os.removedirs shutil.rmtree': [
    { position: 0, names: 'path name', change: 'deletes' },
  ],
  'os.truncate shutil.make_archive': [{ position: 0, names: 'path base_name' }],
  'shutil.unpack_archive': [{ position: 1, names: 'extract_dir' }],
});

const methods = table({
  'to_csv to_excel to_json to_parquet to_feather to_html to_pickle to_hdf to_xml to_latex to_markdown to_stata to_orc to_netcdf to_string savefig write_html write_image write_json tofile to_file':
    [{ position: 0, names: 'path_or_buf excel_writer path buf fname file path_or_buffer fid filename' }],
  save: [{ position: 0, names: 'filename path fp' }],
  extractall: [{ position: 0, names: 'path' }],
  extract: [{ position: 1, names: 'path' }],
});

/** Methods of a path object, whose own file they change. */
const pathMethods: ReadonlyMap<string, FileChange['change'] | 'opens'> = new Map([
  ['write_text', 'writes'],
  ['write_bytes', 'writes'],
  ['touch', 'writes'],
  ['open', 'opens'],
  ['rename', 'deletes'],
  ['replace', 'deletes'],
  ['unlink', 'deletes'],
  ['rmdir', 'deletes'],
]);

const buffers = new Set(['io.StringIO', 'io.BytesIO', 'tempfile.TemporaryFile']);

/** The files a program says it writes and removes, in the order of its text. */
export function writtenFiles(program: PythonProgram): FileChange[] {
  return program.nodesOf('call').flatMap((call) => {
    const callee = childByField(call, 'function');
    if (callee === undefined) return [];
    return [...fromArguments(program, call, callee), ...fromReceiver(program, call, callee)];
  });
}

function fromArguments(program: PythonProgram, call: SyntaxNode, callee: SyntaxNode): FileChange[] {
  const given = readArguments(call, program.source);
  return fileArguments(program, callee).flatMap(({ position, names, mode, change = 'writes' }) => {
    if (mode !== undefined && !writesInMode(program, argumentAt(given, mode, 'mode'))) return [];
    const named = names.split(' ').map((name) => argumentAt(given, position, name));
    const node = named.find((argument) => argument !== undefined);
    return node === undefined ? [] : changesOf(program, { change, node });
  });
}

function fileArguments(program: PythonProgram, callee: SyntaxNode): readonly FileArgument[] {
  for (const value of program.evaluate(callee)) {
    const known = value.kind === 'name' ? functions.get(value.path) : undefined;
    if (known !== undefined) return known;
  }
  return methods.get(attributeName(program, callee)) ?? [];
}

function fromReceiver(program: PythonProgram, call: SyntaxNode, callee: SyntaxNode): FileChange[] {
  const change = pathMethods.get(attributeName(program, callee));
  const node = callee.children[0];
  if (change === undefined || node === undefined) return [];
  if (!program.evaluate(node).some(({ kind }) => kind === 'path')) return [];
  if (change !== 'opens') return changesOf(program, { change, node });
  const mode = argumentAt(readArguments(call, program.source), 0, 'mode');
  return writesInMode(program, mode) ? changesOf(program, { change: 'writes', node }) : [];
}

function attributeName(program: PythonProgram, callee: SyntaxNode): string {
  const attribute = callee.type === 'attribute' ? childByField(callee, 'attribute') : undefined;
  return attribute === undefined ? '' : textOf(program.source, attribute);
}

/** A mode that can't be followed counts as one that writes. */
function writesInMode(program: PythonProgram, mode: SyntaxNode | undefined): boolean {
  if (mode === undefined) return false;
  const values = program.evaluate(mode);
  return (
    values.length === 0 ||
    values.some((value) => !isText(value) || !value.exact || /[wax+]/.test(value.prefix))
  );
}

function changesOf(
  program: PythonProgram,
  { change, node }: Pick<FileChange, 'change' | 'node'>,
): FileChange[] {
  const values = program.evaluate(node);
  if (values.length > 0 && values.every(isNoFile)) return [];
  const names = values.filter(isText);
  if (names.length === 0) return [{ change, node, name: null }];
  return names.map((name) => ({ change, node, name }));
}

/** A buffer, an open file (which is told of where it is opened), or a stream of the program. */
function isNoFile(value: Value): boolean {
  if (value.kind === 'constant' || value.kind === 'number') return true;
  if (isText(value)) return value.exact && [':memory:', '/dev/null'].includes(value.prefix);
  if (value.kind === 'name') return value.path.startsWith('sys.std');
  return value.kind === 'result' && (buffers.has(value.of) || functions.has(value.of));
}
