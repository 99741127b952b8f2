from slots import headings

result = len(headings)
