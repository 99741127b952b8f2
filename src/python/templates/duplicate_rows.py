from slots import data

result = data[data.duplicated(keep=False)]
