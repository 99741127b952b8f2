import pypdf
from slots import SLOT_NAME

text = '\n'.join(page.extract_text() for page in pypdf.PdfReader(SLOT_NAME).pages)
