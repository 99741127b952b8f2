from slots import data

result = data.duplicated().sum()
