from slots import data

result = len(data)
