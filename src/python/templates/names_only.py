from slots import result

result = {place: list(found) for place, found in result.items()}
