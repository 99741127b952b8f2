import pandas as pd

frames = []
for year in (2022, 2023, 2024):
    frame = pd.read_csv(f'customers_{year}.csv', dtype={'id': str}, parse_dates=['joined'])
    frame['year'] = year
    frames.append(frame)

customers = pd.concat(frames, ignore_index=True)
customers.columns = [c.strip().lower().replace(' ', '_') for c in customers.columns]
customers['email'] = customers['email'].str.lower().str.strip()
duplicates = customers[customers.duplicated('email', keep=False)].sort_values('email')
customers.drop_duplicates('email', inplace=True)
customers.dropna(subset=['email'], inplace=True)
customers.loc[customers['country'].isna(), 'country'] = 'unknown'
customers['country'] = customers['country'].replace({'UK': 'United Kingdom'})
merged = customers.merge(pd.read_excel('orders.xlsx', sheet_name='Orders'), on='id', how='left', validate='1:m')
merged.to_csv('merged.csv', index=False)
print({'total': len(customers), 'duplicates': int(len(duplicates)), 'columns': list(merged.columns)})
