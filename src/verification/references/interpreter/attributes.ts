import path from 'node:path';
import { textOf } from '../../program/source-text.ts';
import { childByField, type SyntaxNode } from '../../program/syntax-node.ts';
import { report, type Session } from '../session.ts';
import { sameShape } from '../tables/column-methods.ts';
import { hasColumn, problemOf } from '../tables/read-columns.ts';
import { copyOf } from '../values/make-table.ts';
import { column, sequence, type Table, textValue, unknown, type Value } from '../values/value.ts';

/** `object.name` where it is not the beginning of a call. */
export function readAttribute(session: Session, node: SyntaxNode): Value {
  const object = childByField(node, 'object');
  const attribute = childByField(node, 'attribute');
  if (object === undefined || attribute === undefined) return unknown;
  return attributeOf(session, session.evaluate(object), attribute);
}

export function attributeOf(session: Session, value: Value, attribute: SyntaxNode): Value {
  const name = textOf(session.program.source, attribute);
  switch (value.kind) {
    case 'name':
      return { kind: 'name', path: `${value.path}.${name}` };
    case 'table':
      return tableAttribute(session, value, { attribute, name });
    case 'groups':
      checkName(session, value.table, { attribute, name, known: groupAttributes });
      return value.table.columns.has(name) && !groupAttributes.has(name)
        ? { ...value, chosen: { names: [name], single: true } }
        : unknown;
    case 'column':
      return sameShape.has(name) ? value : unknown;
    case 'labels':
      if (name === 'str') return { kind: 'string methods', labels: value };
      return name === 'values' ? value : unknown;
    case 'path':
      return pathAttribute(value.text, name);
    case 'workbook':
      return name === 'sheet_names' || name === 'sheetnames' ? sheetNames(value) : unknown;
    default:
      return unknown;
  }
}

interface Named {
  attribute: SyntaxNode;
  name: string;
}

function tableAttribute(session: Session, table: Table, { attribute, name }: Named): Value {
  if (name === 'columns') return { kind: 'labels', table: copyOf(table), change: null };
  if (name === 'loc' || name === 'at') return { kind: 'indexer', table, of: 'loc' };
  if (name === 'iloc' || name === 'iat') return { kind: 'indexer', table, of: 'iloc' };
  if (name === 'plot') return { kind: 'indexer', table, of: 'plot' };
  if (frameAttributes.has(name)) return unknown;
  checkName(session, table, { attribute, name, known: frameAttributes });
  return table.open ? unknown : column(name, table.index);
}

function checkName(
  session: Session,
  table: Table,
  { attribute, name, known }: Named & { known: ReadonlySet<string> },
): void {
  if (known.has(name) || name.startsWith('_') || hasColumn(table, name) || table.index.has(name)) return;
  const problem = problemOf(table, name);
  report(session, { node: attribute, name, rule: 'unknown-column', problem, candidates: table.columns });
}

function pathAttribute(text: string, name: string): Value {
  const parsed = path.posix.parse(text);
  if (name === 'name') return textValue(parsed.base);
  if (name === 'stem') return textValue(parsed.name);
  if (name === 'suffix') return textValue(parsed.ext);
  return name === 'parent' ? { kind: 'path', text: parsed.dir || '.' } : unknown;
}

function sheetNames({ file }: Extract<Value, { kind: 'workbook' }>): Value {
  return file.omittedSheets > 0 ? unknown : sequence(file.sheets.map((sheet) => textValue(sheet.name)));
}

const frame = `T abs add add_prefix add_suffix agg aggregate align all any apply applymap asfreq asof assign astype at
 at_time attrs axes backfill between_time bfill boxplot clip columns combine combine_first compare
 convert_dtypes copy corr corrwith count cov cummax cummin cumprod cumsum describe diff div divide dot drop
 drop_duplicates droplevel dropna dtypes duplicated empty eq equals eval ewm expanding explode ffill fillna
 filter first first_valid_index flags floordiv from_arrow from_dict from_records ge get groupby gt head hist iat
 idxmax idxmin iloc index infer_objects info insert interpolate isetitem isin isna isnull items iterrows
 itertuples join keys kurt kurtosis last last_valid_index le loc lt map mask max mean median melt memory_usage
 merge min mod mode mul multiply ndim ne nlargest notna notnull nsmallest nunique pad pct_change pipe pivot
 pivot_table plot pop pow prod product quantile query radd rank rdiv reindex reindex_like rename rename_axis
 reorder_levels replace resample reset_index rfloordiv rmod rmul rolling round rpow rsub rtruediv sample
 select select_dtypes sem set_axis set_flags set_index shape shift size skew sort_index sort_values sparse
 squeeze stack std style sub subtract sum swapaxes swaplevel tail take to_clipboard to_csv to_dict to_excel
 to_feather to_gbq to_hdf to_html to_iceberg to_json to_latex to_markdown to_numpy to_orc to_parquet
 to_period to_pickle to_records to_sql to_stata to_string to_timestamp to_xarray to_xml transform transpose
 truediv truncate tz_convert tz_localize unstack update value_counts values var where xs name dt str cat`;

const series = `argmax argmin argsort array autocorr between case_when divmod dtype factorize hasnans
 is_monotonic_decreasing is_monotonic_increasing is_unique item list nbytes ravel rdivmod repeat searchsorted struct
 to_frame to_list tolist unique view`;

const groups = `cumcount groups indices len ngroup ngroups nth ohlc obj group_keys as_index sort observed grouper
 exclusions level axis`;

/** What `df.name` means by itself, or `row.name` of a row; anything else is a column. */
const frameAttributes: ReadonlySet<string> = new Set(`${frame} ${series}`.split(/\s+/));

const groupAttributes: ReadonlySet<string> = new Set(`${frame} ${series} ${groups}`.split(/\s+/));
