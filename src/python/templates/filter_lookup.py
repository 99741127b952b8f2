from slots import SLOT_COLUMNS, SLOT_LOWER_VALUE, data

# The value must stand in exactly one of these columns; a guess could give a wrong answer.
value = SLOT_LOWER_VALUE
holders = [name for name in SLOT_COLUMNS if (data[name].str.lower() == value).any()]
if len(holders) != 1:
    raise SystemExit(f'Columns that hold the value {value!r}: {holders}. Name the column in the question.')
data = data[data[holders[0]].str.lower() == value]
