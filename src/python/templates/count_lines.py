from slots import text

result = text.count('\n') + (not text.endswith('\n'))
