import type { Column, FileDescription } from '../../src/contracts/file-description.ts';
import { describedFile } from '../helpers/described-file.ts';

type Cell = string | number | boolean | null;

/** A table written down once: its text for the interpreter and its description for the matcher. */
export interface DescribedFile {
  description: FileDescription;
  /** Content of the file, or Python that writes it. */
  content: string;
}

/** A column as a describer reports it; `values` are all of its cells. */
export function column(name: string, dtype: string, values: readonly Cell[]): Column {
  const present = values.filter((value) => value !== null);
  const distinct = [...new Set(present)];
  const numbers = present.filter((value) => typeof value === 'number');
  return {
    name,
    dtype,
    nullCount: values.length - present.length,
    distinctCount: distinct.length,
    ...(numbers.length > 0 ? { min: Math.min(...numbers), max: Math.max(...numbers) } : {}),
    examples: distinct.slice(0, 3),
  };
}

/** The fields of a table in a description. */
export function table(dtypes: Record<string, string>, rows: readonly (readonly Cell[])[]) {
  const names = Object.keys(dtypes);
  return {
    columns: names.map((name, at) =>
      column(
        name,
        dtypes[name] as string,
        rows.map((row) => row[at] as Cell),
      ),
    ),
    omittedColumns: 0,
    rowCount: rows.length,
    sampleData: rows
      .slice(0, 3)
      .map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] as Cell]))),
  };
}

function csvText(names: string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]) =>
    cells.map((cell) => (cell === null ? '' : `"${String(cell).replaceAll('"', '""')}"`)).join(',');
  return `${[names, ...rows].map(line).join('\n')}\n`;
}

/** A .csv file with its description; `load` may say how to read it. */
export function csv(
  name: string,
  dtypes: Record<string, string>,
  { rows, load }: { rows: readonly (readonly Cell[])[]; load?: string },
): DescribedFile {
  return {
    description: describedFile('csv', {
      name,
      load: load ?? `pd.read_csv('${name}')`,
      ...table(dtypes, rows),
    }),
    content: csvText(Object.keys(dtypes), rows),
  };
}

export const employees = csv(
  'employees.csv',
  {
    name: 'str',
    department: 'str',
    salary: 'int64',
    age: 'int64',
    hire_date: 'datetime64[us]',
    city: 'str',
    active: 'bool',
  },
  {
    load: "pd.read_csv('employees.csv', parse_dates=['hire_date'])",
    rows: [
      ['Ann Lee', 'Engineering', 90000, 41, '2020-01-15', 'Berlin', true],
      ['Bob Ray', 'Sales', 50000, 30, '2020-02-20', 'Paris', true],
      ['Cid Poe', 'Engineering', 70000, 25, '2021-02-03', 'Paris', false],
      ['Dee Fox', 'Support', 40000, 52, '2021-03-09', 'Berlin', true],
      ['Eve Orr', 'Sales', 65000, 38, '2021-03-30', 'Oslo', false],
      ['Flo Kay', 'Legal', 65000, 47, '2022-07-01', 'Rome', true],
    ],
  },
);

export const sales = csv(
  'sales_2024.csv',
  { date: 'str', product: 'str', region: 'str', revenue: 'float64', units: 'int64', unit_price: 'float64' },
  {
    rows: [
      ['2024-01-05', 'Lamp', 'North', 100.5, 2, 50.25],
      ['2024-01-20', 'Desk', 'South', 300.0, 1, 300.0],
      ['2024-02-11', 'Lamp', 'South', 201.0, 4, 50.25],
      ['2024-04-02', 'Chair', 'North', null, 3, 80.0],
      ['2024-04-28', 'Desk', null, 600.0, 2, 300.0],
    ],
  },
);

const quarter = (title: string, rows: readonly (readonly Cell[])[]) => ({
  name: title,
  hidden: false,
  load: `pd.read_excel('report.xlsx', sheet_name='${title}')`,
  headerRow: 0,
  usedRange: null,
  mergedCells: 0,
  formulas: 0,
  ...table({ region: 'str', revenue: 'int64', cost: 'int64', margin: 'float64' }, rows),
});

const quarterRows = {
  Q1: [
    ['North', 100, 60, 0.4],
    ['South', 300, 140, 0.5],
  ],
  Q2: [
    ['North', 150, 60, 0.6],
    ['South', 350, 200, 0.4],
  ],
} satisfies Record<string, Cell[][]>;

export const report: DescribedFile = {
  description: describedFile('xlsx', {
    name: 'report.xlsx',
    load: "pd.read_excel('report.xlsx', sheet_name='Q1')",
    sheets: [quarter('Q1', quarterRows.Q1), quarter('Q2', quarterRows.Q2)],
  }),
  content: JSON.stringify(quarterRows),
};

export const salesQ1 = csv(
  'sales_q1.csv',
  { product: 'str', amount: 'int64' },
  {
    rows: [
      ['Lamp', 100],
      ['Desk', 100],
    ],
  },
);
export const salesQ2 = csv(
  'sales_q2.csv',
  { product: 'str', amount: 'int64' },
  {
    rows: [
      ['Lamp', 150],
      ['Desk', 100],
    ],
  },
);

export const contacts = csv(
  'contacts.csv',
  { email: 'str', city: 'str', score: 'float64' },
  {
    rows: [
      ['a@x.org', 'Rome', 1],
      ['b@x.org', null, null],
      ['a@x.org', 'Rome', 1],
      ['c@x.org', 'Bonn', 4],
    ],
  },
);

/** Money as text: a description calls it `str`, so nothing may calculate with it. */
export const invoices = csv(
  'invoices.csv',
  {
    customer: 'str',
    amount: 'str',
    salary_min: 'int64',
    salary_max: 'int64',
    billed: 'datetime64[us]',
    paid_on: 'datetime64[us]',
  },
  {
    load: "pd.read_csv('invoices.csv', parse_dates=['billed', 'paid_on'])",
    rows: [
      ['Acme', '$1,234', 1, 2, '2024-01-01', '2024-01-02'],
      ['Bolt', '$99', 3, 4, '2024-02-01', '2024-02-02'],
    ],
  },
);

export const notes: DescribedFile = {
  description: describedFile('txt', {
    name: 'notes.txt',
    load: "open('notes.txt', encoding='utf-8').read()",
    lineCount: 2,
    wordCount: 8,
    textPreview: "The cat and the dog.\nThe cat's bowl.",
  }),
  content: "The cat and the dog.\nThe cat's bowl.\n",
};

export const orders: DescribedFile = {
  description: describedFile('json', {
    name: 'orders.json',
    load: "pd.DataFrame(json.load(open('orders.json', encoding='utf-8'))['orders'])",
    structure: 'object with an array of objects under "orders"',
    keys: ['id', 'customer', 'total'].map((name) => ({ name, types: ['string'], presence: 1 })),
    itemCount: 3,
    depth: 3,
    recordPath: 'orders',
    columns: [
      column('id', 'int64', [1, 2, 3]),
      column('customer', 'str', ['Ann', 'Bob', 'Ann']),
      column('total', 'int64', [10, 20, 40]),
    ],
  }),
  content: JSON.stringify({
    currency: 'EUR',
    orders: [
      { id: 1, customer: 'Ann', total: 10 },
      { id: 2, customer: 'Bob', total: 20 },
      { id: 3, customer: 'Ann', total: 40 },
    ],
  }),
};
