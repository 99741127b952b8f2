import json

from docx import Document

document = Document('report.docx')
headings, current = [], None
for paragraph in document.paragraphs:
    style = paragraph.style.name
    if style.startswith('Heading'):
        current = {'level': int(style.split()[-1]), 'text': paragraph.text, 'content': []}
        headings.append(current)
    elif current is not None and paragraph.text.strip():
        current['content'].append(paragraph.text)
for heading in headings:
    heading['content'] = '\n'.join(heading['content'])
print(json.dumps({'headings': headings}, ensure_ascii=False, indent=2))
