import type {
  DelimitedDescription,
  FileDescription,
  JsonDescription,
  ScientificDescription,
  SheetDescription,
} from '../../../src/contracts/file-description.ts';
import { describedFile } from '../../helpers/described-file.ts';

function table(names: string, omittedColumns = 0) {
  const columns = names.split('|').map((name) => ({ name, dtype: 'str', nullCount: 0, examples: [] }));
  return { columns, omittedColumns, rowCount: 9, sampleData: [] };
}

function csv(name: string, names: string, more: Partial<DelimitedDescription> = {}) {
  return describedFile('csv', { name, load: `pd.read_csv('${name}')`, ...table(names), ...more });
}

function sheet(name: string, names: string, more: Partial<SheetDescription> = {}) {
  const load = `pd.read_excel('report.xlsx', sheet_name='${name}')`;
  const size = { hidden: false, headerRow: 0, usedRange: 'A1:C9', mergedCells: 0, formulas: 0 };
  return { name, load, ...size, ...table(names), ...more };
}

function json(
  type: JsonDescription['type'],
  name: string,
  more: { structure: string; keys: string; recordPath?: string; load: string; columns?: string },
) {
  const { keys: names, columns, ...rest } = more;
  const keys = names.split('|').map((key) => ({ name: key, types: ['string'], presence: 1 }));
  const columnFields = columns === undefined ? {} : { columns: table(columns).columns, omittedColumns: 0 };
  return describedFile(type, { name, ...rest, keys, itemCount: 2, ...columnFields });
}

function dataset(path: string) {
  return { path, shape: [9], dtype: 'float64', load: `file['${path}'][()]` };
}

function scientific(name: string, paths: string[], more: Partial<ScientificDescription> = {}) {
  const type = name.split('.').at(-1) as ScientificDescription['type'];
  return describedFile(type, { name, load: 'x', datasets: paths.map(dataset), ...more });
}

function field(name: string) {
  return { name, dtype: 'str', nullCount: 0, examples: [], type: 'TEXT', nullable: true, primaryKey: false };
}

function databaseTable(name: string, fields: string[]) {
  const load = `pd.read_sql_query('SELECT * FROM ${name}', connection)`;
  return {
    name,
    kind: 'table' as const,
    rowCount: 1,
    fields: fields.map(field),
    omittedFields: 0,
    foreignKeys: [],
    sampleData: [],
    load,
  };
}

/** Files of every family whose names are checked. */
export const files: FileDescription[] = [
  csv('employees.csv', 'name|department|salary|hire_date'),
  csv('orders.csv', 'order_id|customer_id|amount|status|order_date'),
  csv('customers.csv', 'customer_id|name|country'),
  csv('sales 2024.csv', 'Order ID|Date|Region|Net amount (EUR)|Status', {
    delimiter: ';',
    load: "pd.read_csv('sales 2024.csv', sep=';')",
  }),
  csv('wide.csv', 'id|first', { omittedColumns: 40 }),
  csv('skipped.csv', 'city|population', { load: "pd.read_csv('skipped.csv', skiprows=2)" }),
  csv('bare.csv', 'column_1|column_2', {
    hasHeader: false,
    load: "pd.read_csv('bare.csv', header=None, names=[f'column_{n}' for n in range(1, 3)])",
  }),
  csv('logs/january.csv', 'host|status'),
  csv('logs/february.csv', 'host|status'),
  describedFile('zip', {
    name: 'logs.zip',
    load: 'x',
    folder: 'logs',
    memberCount: 3,
    unpackedBytes: 9,
    members: [
      { path: 'logs/january.csv', bytes: 3 },
      { path: 'logs/february.csv', bytes: 3 },
      { path: 'logs/readme.txt', bytes: 3 },
    ],
  }),
  describedFile('xlsx', {
    name: 'report.xlsx',
    load: "pd.read_excel('report.xlsx', sheet_name='Summary')",
    sheets: [
      sheet('Summary', 'region|revenue'),
      sheet('Details', 'product|units|price'),
      sheet('Notes', 'note', {
        headerRow: 3,
        load: "pd.read_excel('report.xlsx', sheet_name='Notes', header=3)",
      }),
    ],
  }),
  json('json', 'users.json', {
    structure: 'array of objects',
    keys: 'id|name|address',
    load: "pd.json_normalize(json.load(open('users.json')))",
    columns: 'id|name|address.city|address.zip',
  }),
  json('json', 'config.json', {
    structure: 'object',
    keys: 'host|port|debug',
    load: "json.load(open('config.json'))",
  }),
  json('json', 'api.json', {
    structure: 'object with an array of objects under "results"',
    keys: 'id|time_ms',
    recordPath: 'results',
    load: "pd.DataFrame(json.load(open('api.json'))['results'])",
    columns: 'id|time_ms',
  }),
  json('jsonl', 'events.jsonl', {
    structure: 'array of objects',
    keys: 'event|user|ts',
    load: "pd.read_json('events.jsonl', lines=True)",
    columns: 'event|user|ts',
  }),
  json('yaml', 'settings.yaml', { structure: 'object', keys: 'services|version', load: 'x' }),
  describedFile('parquet', {
    name: 'trips.parquet',
    load: "pd.read_parquet('trips.parquet')",
    ...table('pickup|dropoff|fare'),
  }),
  describedFile('dta', {
    name: 'survey.dta',
    load: "pd.read_stata('survey.dta')",
    ...table('age|income'),
  }),
  scientific('climate.h5', ['/temperature', '/station/names'], { groups: ['/station'] }),
  scientific('climate.nc', ['t2m', 'precip'], {
    dimensions: { lat: 3, lon: 4 },
    coordinates: ['time'],
  }),
  scientific('arrays.npz', ['weights', 'bias']),
  describedFile('sqlite', {
    name: 'shop.db',
    load: 'x',
    tables: [
      databaseTable('orders', ['id', 'customer', 'total']),
      databaseTable('customers', ['id', 'email']),
    ],
  }),
];
