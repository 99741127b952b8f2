from slots import headings

result = {'headings': [{**heading, 'content': '\n'.join(heading['content'])} for heading in headings]}
