import json

import pandas as pd

records = []
with open('events.jsonl') as handle:
    for number, line in enumerate(handle, start=1):
        line = line.strip()
        if not line:
            continue
        try:
            records.append(json.loads(line))
        except json.JSONDecodeError as error:
            print(f'line {number}: {error.msg}')
df = pd.json_normalize(records, sep='_')
df = df.explode('tags').reset_index(drop=True)
df['meta'] = df['meta'].apply(lambda value: value if isinstance(value, dict) else {})
settings = {'a': {'b': 1}}
settings['a']['b'] = 2
matrix = [[0] * 3 for _ in range(3)]
matrix[1][2] = 5
print(df.dtypes.astype(str).to_dict(), settings, matrix)
