/** Words that mean the same column; the first column that fits a stronger rule wins, so these only help where none does. */
export const synonymGroups: readonly (readonly string[])[] = [
  ['salary', 'pay', 'paid', 'wage', 'earn', 'income', 'compensation'],
  ['revenue', 'sale', 'turnover', 'amount'],
  ['quantity', 'unit', 'qty'],
  ['department', 'division', 'dept'],
  ['city', 'town'],
  ['gender', 'sex'],
  ['email', 'mail'],
];

/** Abbreviations that people use on either side; free prefixes would take "sale" for "salesperson". */
export const abbreviations: Readonly<Record<string, string>> = {
  dept: 'department',
  dep: 'department',
  depart: 'department',
  qty: 'quantity',
  quant: 'quantity',
  amt: 'amount',
  temp: 'temperature',
  prod: 'product',
  cat: 'category',
  categ: 'category',
  cust: 'customer',
  emp: 'employee',
  desc: 'description',
  addr: 'address',
  reg: 'region',
  mgr: 'manager',
  yr: 'year',
  sal: 'salary',
  rev: 'revenue',
};

/** Words a column name may carry beside the one that was asked for without changing what it is. */
export const neutralWords: ReadonlySet<string> = new Set([
  'name',
  'usd',
  'eur',
  'gbp',
  'annual',
  'yearly',
  'base',
  'total',
  'amount',
  'value',
  'unit',
  'ms',
  'millisecond',
  'second',
]);

/** Real words one or two letters away from a common column name; they are no typing mistakes. */
export const notTypos: ReadonlySet<string> = new Set([
  'employer',
  'employed',
  'employment',
  'consumer',
  'costumer',
  'production',
  'producer',
  'national',
  'marital',
]);

/** Quantities that make sense when they are added up. */
export const additiveWords: ReadonlySet<string> = new Set([
  'revenue',
  'sale',
  'amount',
  'quantity',
  'qty',
  'unit',
  'total',
  'cost',
  'profit',
  'expense',
  'spend',
  'volume',
  'turnover',
  'tax',
  'visit',
  'click',
]);

/** Words that turn a quantity into one that must not be added up. */
export const rateWords: ReadonlySet<string> = new Set([
  'price',
  'rate',
  'avg',
  'average',
  'mean',
  'median',
  'percent',
  'percentage',
  'pct',
  'ratio',
  'share',
  'score',
  'per',
  'margin',
  'cumulative',
  'running',
  'balance',
]);

/** Words in the name of the date of a row's own event; a hiring date or a birthday is a property instead. */
export const eventWords: ReadonlySet<string> = new Set([
  'date',
  'day',
  'time',
  'datetime',
  'timestamp',
  'order',
  'sale',
  'transaction',
  'purchase',
  'payment',
  'event',
  'visit',
  'log',
  'at',
  'on',
]);

/** Numbers that only name things. */
export const labelWords: ReadonlySet<string> = new Set([
  'id',
  'code',
  'zip',
  'postcode',
  'phone',
  'year',
  'month',
  'week',
  'number',
  'no',
]);
