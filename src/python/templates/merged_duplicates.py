from slots import SLOT_COLUMNS, merged, plain, tables

columns = SLOT_COLUMNS
times = merged.groupby(columns, dropna=False, sort=False).size()
repeated = times[times > 1].reset_index(name='times')
result = {
    'rows': {name: len(table) for name, table in tables.items()},
    'total_rows': len(merged),
    'distinct_rows': len(times),
    'duplicate_rows': len(merged) - len(times),
    'repeated': [
        {str(name): plain(value) for name, value in row.items()} for row in repeated.head(100).to_dict('records')
    ],
}
