from slots import documents, shape

result = shape(documents)
