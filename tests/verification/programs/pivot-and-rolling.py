import numpy as np
import pandas as pd

df = pd.read_csv('sales.csv', sep=';', decimal=',', encoding='latin-1')
df['date'] = pd.to_datetime(df['date'], format='%d.%m.%Y', errors='coerce')
df = df.set_index('date').sort_index()
monthly = df['amount'].resample('ME').sum()
rolling = monthly.rolling(3, min_periods=1).mean()
pivot = df.pivot_table(values='amount', index=df.index.month, columns='region', aggfunc='sum', fill_value=0)
df['bucket'] = pd.cut(df['amount'], bins=[-np.inf, 10, 100, np.inf], labels=['low', 'mid', 'high'])
growth = monthly.pct_change().replace([np.inf, -np.inf], np.nan).dropna()
print(pivot.to_string())
print(rolling.tail(), growth.describe(), df['bucket'].value_counts(normalize=True))
