import json
import re

import pdfplumber
from pypdf import PdfReader

pattern = re.compile(r'(?:\+?\d{1,3}[ -]?)?(?:\(\d{3}\)|\d{3})[ -]?\d{3,4}[ -]?\d{4}')
reader = PdfReader('contract.pdf')
text = '\n'.join(page.extract_text() or '' for page in reader.pages)
with pdfplumber.open('contract.pdf') as pdf:
    tables = [table for page in pdf.pages for table in page.extract_tables()]
emails = re.findall(r'[\w.+-]+@[\w-]+\.[\w.]+', text)
print(json.dumps({'phones': sorted(set(pattern.findall(text))), 'emails': emails, 'tables': len(tables)}))
