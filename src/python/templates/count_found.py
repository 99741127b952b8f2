from slots import result

result = {kind: len(values) for kind, values in result.items()}
