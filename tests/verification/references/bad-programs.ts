/** Programs that name something the files do not have, with the name, the line and the nearest real name. */
export interface BadProgram {
  title: string;
  code: string;
  name: string;
  line?: number;
  near?: string;
}

type Row = readonly [code: string, name: string, near?: string];

const employees = "import pandas as pd\ndf = pd.read_csv('employees.csv')\n";
const pandas = 'import pandas as pd\n';

/** Uses of a data frame `df` of employees.csv: name, department, salary, hire_date. */
const uses: Row[] = [
  ["print(df['slary'].mean())", 'slary', 'salary'],
  ["print(df[['name', 'slary']])", 'slary', 'salary'],
  ["print(df.loc[:, 'slary'])", 'slary', 'salary'],
  ["print(df.loc[df['salary'] > 1, 'nmae'])", 'nmae', 'name'],
  ["print(df.loc[df['salary'] > 1, ['name', 'departement']])", 'departement', 'department'],
  ["print(df.at[0, 'Salary'])", 'Salary', 'salary'],
  ['print(df.slary.mean())', 'slary', 'salary'],
  ["print(df.groupby('dept')['salary'].mean())", 'dept'],
  ["print(df.groupby('Department')['salary'].mean())", 'Department', 'department'],
  ["print(df.groupby(['department', 'gender']).size())", 'gender'],
  ["print(df.groupby('department')['wage'].sum())", 'wage'],
  ["print(df.groupby('department')[['salary', 'bonus']].sum())", 'bonus'],
  ["print(df.groupby('department').slary.sum())", 'slary', 'salary'],
  ["print(df.groupby('department').agg({'slary': 'mean'}))", 'slary', 'salary'],
  ["print(df.groupby('department').agg(total=('slary', 'sum')))", 'slary', 'salary'],
  [
    "print(df.groupby('department').agg(total=pd.NamedAgg(column='slary', aggfunc='sum')))",
    'slary',
    'salary',
  ],
  ["print(df.groupby(by='team').size())", 'team'],
  ["print(df.sort_values('slary'))", 'slary', 'salary'],
  ["print(df.sort_values(by=['department', 'slary'], ascending=False))", 'slary', 'salary'],
  ["print(df.sort_values(by='hiredate').head())", 'hiredate', 'hire_date'],
  ["df = df.dropna(subset=['slary'])", 'slary', 'salary'],
  ["df.dropna(subset=['slary'], inplace=True)", 'slary', 'salary'],
  ["df = df.drop_duplicates(subset='email')", 'email'],
  ["df = df.drop(columns=['id'])", 'id'],
  ["df = df.drop('id', axis=1)", 'id'],
  ["df = df.set_index('employee_id')", 'employee_id'],
  ["print(df.nlargest(3, 'slary'))", 'slary', 'salary'],
  ["print(df.pivot_table(index='department', values='slary'))", 'slary', 'salary'],
  ["print(df.pivot_table(index='team', values='salary'))", 'team'],
  ["print(pd.pivot_table(df, index='department', values='wage', aggfunc='sum'))", 'wage'],
  ["print(df.pivot(index='name', columns='dep', values='salary'))", 'dep'],
  ["print(df.melt(id_vars=['nmae']))", 'nmae', 'name'],
  ["print(df.query('slary > 1000'))", 'slary', 'salary'],
  ['print(df.query(\'salary > 1000 and dept == "IT"\'))', 'dept'],
  ['print(df.query(\'`hire date` > "2020"\'))', 'hire date', 'hire_date'],
  ["df.plot(x='department', y='slary')", 'slary', 'salary'],
  ["df.plot.bar(x='team', y='salary')", 'team'],
  ["import seaborn as sns\nsns.barplot(data=df, x='department', y='slary')", 'slary', 'salary'],
  ["import plotly.express as px\nfig = px.bar(df, x='dep', y='salary')", 'dep'],
  ["df['yearly'] = df['slary'] * 12", 'slary', 'salary'],
  ["df['slary'] += 1", 'slary', 'salary'],
  ["df['hire_date'] = pd.to_datetime(df['hired'])", 'hired'],
  ["df['bonus'] = df.apply(lambda row: row['slary'] * 0.1, axis=1)", 'slary', 'salary'],
  ["for index, row in df.iterrows():\n    print(row['slary'])", 'slary', 'salary'],
  ["df = df.assign(yearly=lambda d: d['slary'] * 12)", 'slary', 'salary'],
  ["df = df.astype({'slary': float})", 'slary', 'salary'],
  ["print(df['salary'].mean(), df['agee'].max())", 'agee'],
  ["top = df[df['salary'] > 1]\nprint(top['nmae'])", 'nmae', 'name'],
  ["other = df.copy()\nprint(other['nmae'])", 'nmae', 'name'],
  ["x = df.head(3).sort_values('salary')\nprint(x['nmae'])", 'nmae', 'name'],
  ["df = df.rename(columns={'salary': 'pay'})\nprint(df['salary'])", 'salary'],
  ["df.rename(columns={'salary': 'pay'}, inplace=True)\nprint(df['salary'])", 'salary'],
  ["df = df.drop(columns='salary')\nprint(df['salary'])", 'salary'],
  ["df.columns = df.columns.str.upper()\nprint(df['salary'])", 'salary', 'SALARY'],
  ["df.columns = [c.upper() for c in df.columns]\nprint(df['salary'])", 'salary', 'SALARY'],
  ["df.columns = ['a', 'b', 'c', 'd']\nprint(df['salary'])", 'salary'],
  ["df.pop('salary')\nprint(df['salary'])", 'salary'],
  ["del df['salary']\nprint(df['salary'])", 'salary'],
  ["small = df[['name', 'salary']]\nprint(small['department'])", 'department'],
  ["df = df.set_index('name')\nprint(df['name'])", 'name'],
  ["g = df.groupby('department')['salary'].sum().reset_index()\nprint(g['name'])", 'name'],
  ["g = df.groupby('department', as_index=False)['salary'].sum()\nprint(g['total'])", 'total'],
  ["g = df.groupby('department').agg(total=('salary', 'sum')).reset_index()\nprint(g['salary'])", 'salary'],
  ["c = df['department'].value_counts().reset_index()\nprint(c['index'], c['total'])", 'total'],
  ["column = 'slary'\nprint(df[column])  # here", 'slary', 'salary'],
  ["columns = ['name', 'slary']\nprint(df[columns])  # here", 'slary', 'salary'],
  ["for c in ['salary', 'bonus']:\n    print(df[c].mean())  # here", 'bonus'],
  ["print({c: df[c].nunique() for c in ('name', 'team')})", 'team'],
  ["def top(data):\n    return data.sort_values('slary')\nprint(top(df))", 'slary', 'salary'],
  [
    "def main():\n    d = pd.read_csv('employees.csv')\n    print(d['slary'])\nif __name__ == '__main__':\n    main()",
    'slary',
    'salary',
  ],
  ["def load():\n    return pd.read_csv('employees.csv')\nprint(load()['slary'])", 'slary', 'salary'],
  ["if len(df) > 3:\n    df['level'] = 1\nprint(df['levels'])", 'levels', 'level'],
  ["try:\n    print(df['slary'])\nexcept Exception as error:\n    print(error)", 'slary', 'salary'],
  [
    "df['hire_year'] = pd.to_datetime(df['hire_date']).dt.year\nprint(df.groupby('hireyear').size())",
    'hireyear',
    'hire_year',
  ],
  ["m = df['salary'] > 3\nprint(df[m & (df['team'] == 'IT')])", 'team'],
  ["print(df[df['department'].isin(['IT'])]['nmae'])", 'nmae', 'name'],
  ["print(df.duplicated(subset=['email']).sum())", 'email'],
  ["print(df.explode('tags'))", 'tags'],
  ["df.to_csv('out.csv', columns=['name', 'wage'])", 'wage'],
  ["d = df.merge(pd.read_csv('customers.csv'), on='customer_id')", 'customer_id'],
  ["df.insert(1, 'pay', df['slary'])", 'slary', 'salary'],
  ["x = df[\n    [\n        'name',\n        'slary',\n    ]\n]", 'slary', 'salary'],
];

/** Whole programs over other files. */
const programs: Row[] = [
  [`${pandas}pd.read_csv('employees.csv', usecols=['name', 'wage'])`, 'wage'],
  [`${pandas}pd.read_csv('employees.csv', parse_dates=['hired'])`, 'hired'],
  [`${pandas}pd.read_csv('employees.csv', index_col='id')`, 'id'],
  [`${pandas}d = pd.read_csv('employees.csv', usecols=['name'])\nprint(d['salary'])`, 'salary'],
  [`${pandas}d = pd.read_csv('employees.csv', header=None)\nprint(d['salary'])`, 'salary'],
  [`${pandas}d = pd.read_csv('employees.csv', names=['a', 'b', 'c', 'd'])\nprint(d['salary'])`, 'salary'],
  [`${pandas}d = pd.read_csv('sales 2024.csv', sep=';')\nprint(d['amount'])`, 'amount', 'Net amount (EUR)'],
  [`${pandas}d = pd.read_csv('sales 2024.csv', delimiter=';')\nprint(d['region'])`, 'region', 'Region'],
  [`${pandas}d = pd.read_csv('skipped.csv', skiprows=2)\nprint(d['town'])`, 'town'],
  [
    `${pandas}d = pd.read_csv("bare.csv", header=None, names=[f"column_{n}" for n in range(1, 3)])\nprint(d['city'])`,
    'city',
  ],
  [`${pandas}a = pd.read_csv('orders.csv')\nb = pd.read_csv('customers.csv')\nm = a.merge(b, on='id')`, 'id'],
  [
    `${pandas}a = pd.read_csv('orders.csv')\nb = pd.read_csv('customers.csv')\nm = pd.merge(a, b, left_on='customer', right_on='customer_id')`,
    'customer',
    'customer_id',
  ],
  [
    `${pandas}a = pd.read_csv('orders.csv')\nb = pd.read_csv('customers.csv')\nm = pd.merge(a, b, on='customer_id')\nprint(m['salary'])`,
    'salary',
  ],
  [
    `${pandas}m = pd.concat([pd.read_csv('orders.csv'), pd.read_csv('customers.csv')])\nprint(m['salary'])`,
    'salary',
  ],
  [
    `${pandas}frames = []\nfor name in ['logs/january.csv', 'logs/february.csv']:\n    frames.append(pd.read_csv(name))\nd = pd.concat(frames)\nprint(d['stauts'])`,
    'stauts',
    'status',
  ],
  [
    `${pandas}d = pd.concat([pd.read_csv(f'logs/{m}.csv') for m in ('january', 'february')])\nprint(d['ip'])`,
    'ip',
  ],
  [
    `${pandas}from pathlib import Path\nbase = Path('logs')\nd = pd.read_csv(base / 'january.csv')\nprint(d['ip'])`,
    'ip',
  ],
  [`${pandas}import os\nd = pd.read_csv(os.path.join('logs', 'january.csv'))\nprint(d['ip'])`, 'ip'],
  [
    `${pandas}tables = {'o': pd.read_csv('orders.csv'), 'c': pd.read_csv('customers.csv')}\nprint(tables['c']['amount'])`,
    'amount',
  ],
  [`${pandas}d = pd.read_excel('report.xlsx', sheet_name='Sumary')`, 'Sumary', 'Summary'],
  [`${pandas}d = pd.read_excel('report.xlsx', sheet_name='Details')\nprint(d['cost'])`, 'cost'],
  [`${pandas}d = pd.read_excel('report.xlsx')\nprint(d['units'])`, 'units'],
  [`${pandas}d = pd.read_excel('report.xlsx', sheet_name=1)\nprint(d['revenue'])`, 'revenue'],
  [`${pandas}d = pd.read_excel('report.xlsx', sheet_name=['Summary', 'Sheet2'])`, 'Sheet2'],
  [`${pandas}s = pd.read_excel('report.xlsx', sheet_name=None)\nprint(s['Sheet1'])`, 'Sheet1'],
  [`${pandas}s = pd.read_excel('report.xlsx', sheet_name=None)\nprint(s['Details']['cost'])`, 'cost'],
  [`${pandas}b = pd.ExcelFile('report.xlsx')\nprint(b.parse('Detail'))`, 'Detail', 'Details'],
  [
    `${pandas}with pd.ExcelFile('report.xlsx') as b:\n    d = pd.read_excel(b, 'Details')\n    print(d['cost'])`,
    'cost',
  ],
  [`import openpyxl\nb = openpyxl.load_workbook('report.xlsx')\nprint(b['Data'])`, 'Data'],
  [`${pandas}d = pd.read_json('users.json')\nprint(d['email'])`, 'email'],
  [`${pandas}d = pd.read_json('events.jsonl', lines=True)\nprint(d['usr'])`, 'usr', 'user'],
  [
    `${pandas}import json\nwith open('users.json') as f:\n    d = pd.DataFrame(json.load(f))\nprint(d['email'])`,
    'email',
  ],
  [
    `${pandas}import json\nwith open('users.json') as f:\n    d = pd.json_normalize(json.load(f))\nprint(d['address.street'])`,
    'address.street',
  ],
  [
    "import json\nwith open('users.json') as f:\n    data = json.load(f)\nfor user in data:\n    print(user['email'])",
    'email',
  ],
  ["import json\ndata = json.loads(open('config.json').read())\nprint(data['hots'])", 'hots', 'host'],
  [
    "import json\nfrom pathlib import Path\ndata = json.loads(Path('config.json').read_text())\nprint(data['hosts'])",
    'hosts',
    'host',
  ],
  [
    "import json\ndata = json.load(open('api.json'))\nprint([r['response_time'] for r in data['results']])",
    'response_time',
  ],
  [
    `${pandas}import json\ndata = json.load(open('api.json'))\nd = pd.DataFrame(data['results'])\nprint(d['time'])`,
    'time',
    'time_ms',
  ],
  [
    "import yaml\nwith open('settings.yaml') as f:\n    s = yaml.safe_load(f)\nprint(s['service'])",
    'service',
    'services',
  ],
  [`${pandas}d = pd.read_parquet('trips.parquet')\nprint(d['fair'])`, 'fair'],
  [`${pandas}d = pd.read_parquet('trips.parquet', columns=['fare', 'tip'])`, 'tip'],
  [`${pandas}d = pd.read_stata('survey.dta')\nprint(d['agee'])`, 'agee', 'age'],
  [
    "import h5py\nwith h5py.File('climate.h5', 'r') as f:\n    t = f['temperatures'][:]",
    'temperatures',
    'temperature',
  ],
  [
    "import h5py\nf = h5py.File('climate.h5')\nprint(f['/station/name'][()])",
    '/station/name',
    'station/names',
  ],
  ["import xarray as xr\nds = xr.open_dataset('climate.nc')\nprint(ds['temp'].mean())", 'temp'],
  ["import numpy as np\na = np.load('arrays.npz')\nprint(a['weigths'])", 'weigths', 'weights'],
  [
    `${pandas}import sqlite3\nc = sqlite3.connect('shop.db')\nd = pd.read_sql('SELECT * FROM order', c)`,
    'order',
    'orders',
  ],
  [
    `${pandas}import sqlite3\nc = sqlite3.connect('shop.db')\nd = pd.read_sql_query('select * from orders', c)\nprint(d['amount'])`,
    'amount',
  ],
  [
    "import sqlite3\nc = sqlite3.connect('shop.db')\ncur = c.cursor()\ncur.execute('SELECT o.id FROM orders o JOIN customer k ON k.id = o.customer')",
    'customer',
    'customers',
  ],
  [`${pandas}d = pd.read_csv('employee.csv')`, 'employee.csv', 'employees.csv'],
  [`${pandas}d = pd.read_csv('data/employees.csv')`, 'data/employees.csv', 'employees.csv'],
  ["with open('user.json') as f:\n    print(f.read())", 'user.json', 'users.json'],
  ["from pathlib import Path\nprint(Path('notes.txt').read_text())", 'notes.txt'],
  ["import openpyxl\nb = openpyxl.load_workbook('reports.xlsx')", 'reports.xlsx', 'report.xlsx'],
  [`${pandas}d = pd.read_csv('logs/march.csv')`, 'logs/march.csv'],
];

export const badPrograms: BadProgram[] = [
  ...uses.map(([code, name, near]) => toProgram(employees + code, name, near)),
  ...programs.map(([code, name, near]) => toProgram(code, name, near)),
];

/** The finding stands where `#` says, or else on the last line that has the wrong name. */
function toProgram(code: string, name: string, near: string | undefined): BadProgram {
  const lines = code.split('\n').flatMap((line, index) => (line.includes(name) ? [index + 1] : []));
  const marked = code.split('\n').findIndex((line) => line.endsWith('# here')) + 1;
  const line = marked || lines.at(-1);
  const title = code.replace(employees, '').replaceAll('\n', ' ⏎ ').slice(0, 110);
  return {
    title,
    code,
    name,
    ...(line === undefined ? {} : { line }),
    ...(near === undefined ? {} : { near }),
  };
}
