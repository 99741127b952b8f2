from slots import headings

result = {'headings': [{'level': heading['level'], 'text': heading['text']} for heading in headings]}
