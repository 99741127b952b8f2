from slots import text

result = len(text)
