import { argument, type Call, givenValue, type NamedFunction, type Row } from '../calls.ts';
import { openFile } from '../files/open-file.ts';
import { treeTable } from '../files/read-key.ts';
import { readQueryCall } from '../files/read-query.ts';
import { readFileOf, readTable } from '../files/read-table.ts';
import { readSheet } from '../files/sheets.ts';
import { knownText, unknown, type Value } from '../values/value.ts';

/** A reader whose file must exist; `read` says what it gives. */
function opening(read: (call: Call) => Value): NamedFunction {
  return (_, call) => {
    openFile(call);
    return read(call);
  };
}

/** What functions that read files give, by their dotted names. */
export const readFunctions: readonly Row<NamedFunction>[] = [
  ['pandas.read_csv', opening((call) => delimited(call, ','))],
  ['pandas.read_table', opening((call) => delimited(call, '\t'))],
  [
    'pandas.read_parquet pandas.read_feather pandas.read_orc',
    opening((call) => ofTypes(call, ['parquet', 'feather', 'arrow', 'orc'])),
  ],
  [
    'pandas.read_stata pandas.read_spss pandas.read_sas',
    opening((call) => ofTypes(call, ['dta', 'sav', 'sas7bdat'])),
  ],
  ['pandas.read_excel', opening(excel)],
  ['pandas.ExcelFile openpyxl.load_workbook xlrd.open_workbook', opening(workbook)],
  ['pandas.read_json', opening(jsonTable)],
  ['pandas.read_fwf pandas.read_xml pandas.read_html pandas.read_hdf', opening(() => unknown)],
  ['pandas.read_sql pandas.read_sql_query pandas.read_sql_table', (path, call) => readQueryCall(path, call)],
  ['json.load json.loads yaml.safe_load yaml.load tomllib.load tomllib.loads', (_, call) => parsed(call)],
  ['builtins.open io.open codecs.open', (_, call) => opened(call)],
  [
    'h5py.File netCDF4.Dataset xarray.open_dataset xarray.load_dataset scipy.io.loadmat numpy.load',
    opening(datasets),
  ],
  [
    `numpy.loadtxt numpy.genfromtxt zipfile.ZipFile tarfile.open PIL.Image.open pdfplumber.open docx.Document
     pypdf.PdfReader PyPDF2.PdfReader gzip.open bz2.open lzma.open xml.etree.ElementTree.parse lxml.etree.parse
     matplotlib.pyplot.imread imageio.imread pyarrow.parquet.read_table`,
    opening(() => unknown),
  ],
];

function delimited(call: Call, delimiter: string): Value {
  const file = readFileOf(call);
  return file?.type === 'csv' || file?.type === 'tsv' ? readTable(call, delimiter) : unknown;
}

function ofTypes(call: Call, types: readonly string[]): Value {
  const file = readFileOf(call);
  return file !== undefined && types.includes(file.type) ? readTable(call, null) : unknown;
}

function excel(call: Call): Value {
  const [source] = call.positional;
  const file = source?.kind === 'workbook' ? source.file : readFileOf(call);
  return file !== undefined && 'sheets' in file ? readSheet(call, file, 1) : unknown;
}

function workbook(call: Call): Value {
  const file = readFileOf(call) ?? fileNamed(call, 'filename');
  return file !== undefined && 'sheets' in file ? { kind: 'workbook', file } : unknown;
}

function fileNamed(call: Call, name: string) {
  const text = knownText(givenValue(call, 0, name));
  return text === undefined ? undefined : call.session.files.describe(text);
}

/** Records are read as `pd.DataFrame(json.load(…))` reads them; every other shape is unknown. */
function jsonTable(call: Call): Value {
  const file = readFileOf(call);
  const isLines = call.keywords.get('lines')?.kind === 'constant';
  if (file === undefined || (file.type !== 'json' && file.type !== 'jsonl')) return unknown;
  if ((file.type === 'jsonl') !== isLines || call.keywords.has('orient') || call.keywords.has('chunksize'))
    return unknown;
  return treeTable({ kind: 'tree', file, at: 'root', changed: false }, false);
}

/** The whole document in a file that was opened or read. */
function parsed(call: Call): Value {
  const [source] = call.positional;
  const file = source?.kind === 'handle' ? call.session.files.describe(source.file) : undefined;
  const isTree = file?.type === 'json' || file?.type === 'yaml' || file?.type === 'toml';
  return isTree && file.documentCount === undefined
    ? { kind: 'tree', file, at: 'root', changed: false }
    : unknown;
}

function opened(call: Call): Value {
  const mode = argument(call, 1, 'mode');
  const text = mode === undefined ? 'r' : knownText(mode.value);
  const file = knownText(givenValue(call, 0, 'file') ?? call.keywords.get('filename'));
  if (text === undefined || /[wax+]/.test(text)) return unknown;
  openFile(call);
  return file === undefined ? unknown : { kind: 'handle', file };
}

function datasets(call: Call): Value {
  const file =
    fileNamed(call, 'name') ??
    fileNamed(call, 'filename') ??
    fileNamed(call, 'filename_or_obj') ??
    fileNamed(call, 'file');
  const mode = knownText(givenValue(call, 1, 'mode')) ?? 'r';
  const isGroup = call.keywords.has('group') || /[wa+]/.test(mode);
  return file !== undefined && 'datasets' in file && !isGroup ? { kind: 'datasets', file } : unknown;
}
