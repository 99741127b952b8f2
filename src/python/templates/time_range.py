from slots import SLOT_COLUMN, data, result

times = data[SLOT_COLUMN].dropna()
result['first'] = times.min().isoformat() if len(times) else None
result['last'] = times.max().isoformat() if len(times) else None
