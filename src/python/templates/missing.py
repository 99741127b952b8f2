from slots import data

result = data.isna().sum()
