import json

import pandas as pd

df = pd.read_csv('employees.csv')
means = df.groupby('department')['salary'].mean().round(2)
print(json.dumps(means.to_dict(), ensure_ascii=False))
