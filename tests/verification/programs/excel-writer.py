import pandas as pd

sheets = pd.read_excel('quarterly.xlsx', sheet_name=None)
with pd.ExcelWriter('out.xlsx', engine='openpyxl') as writer:
    for name, frame in sheets.items():
        frame.describe(include='all').to_excel(writer, sheet_name=f'{name}_stats'[:31])
comparison = pd.DataFrame({name: frame['revenue'].agg(['sum', 'mean']) for name, frame in sheets.items()}).T
comparison.to_excel('comparison.xlsx')
print(comparison.to_json(orient='index'))
