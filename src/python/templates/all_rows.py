from slots import data

result = data
