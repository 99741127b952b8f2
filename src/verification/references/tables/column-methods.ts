import { type Call, givenValue } from '../calls.ts';
import { makeTable, openTable } from '../values/make-table.ts';
import { type Column, column, knownText, unknown, type Value } from '../values/value.ts';

/** Methods and attributes after which there is still one value per row or group, or nobody asks for names. */
export const sameShape: ReadonlySet<string> = new Set(
  `abs astype fillna dropna map apply replace round clip between isin isna isnull notna notnull shift diff
   pct_change cumsum cumprod cummax cummin rank sort_values sort_index head tail nlargest nsmallest copy where
   mask ffill bfill interpolate rolling expanding ewm mean sum median min max std var duplicated drop_duplicates
   str dt cat contains startswith endswith match fullmatch lower upper title strip lstrip rstrip len get zfill
   slice pad extract findall count isdigit isalpha isnumeric normalize strftime tz_localize tz_convert to_period
   to_timestamp month_name day_name floor ceil add sub mul div mod pow eq ne lt le gt ge infer_objects
   convert_dtypes reindex sample loc iloc values T year month day hour minute second quarter dayofweek weekday
   day_of_week dayofyear date time is_month_end total_seconds days swaplevel droplevel truncate`.split(/\s+/),
);

/** What a method of one column, or of its `str` and `dt`, gives: usually a column in its place. */
export function columnMethod(value: Column, method: string, call: Call): Value {
  if (sameShape.has(method)) return value;
  if (method === 'value_counts') {
    const name = call.keywords.has('normalize') ? 'proportion' : 'count';
    return column(name, value.name === null ? [] : [value.name]);
  }
  if (method === 'reset_index' || method === 'to_frame') return asTable(value, method, call);
  return method === 'rename' ? column(knownText(givenValue(call, 0, 'index')) ?? null, value.index) : unknown;
}

function asTable(value: Column, method: string, call: Call): Value {
  const given = givenValue(call, method === 'to_frame' ? 0 : null, 'name');
  const name = given === undefined ? value.name : (knownText(given) ?? null);
  if (name === null || call.spread) return openTable();
  if (method === 'to_frame') return { ...makeTable([name]), index: value.index };
  if (call.keywords.has('drop') || call?.keywords.has('names')) return openTable();
  return value.index.size === 0 ? openTable() : makeTable([...value.index, name, 'index']);
}
