import docx
from docx.oxml.ns import qn
from slots import SLOT_NAME

document = docx.Document(SLOT_NAME)
bodies = [document.element.body]
for section in document.sections:
    bodies += [part._element for part in (section.header, section.footer) if not part.is_linked_to_previous]
paragraphs = [paragraph for body in bodies for paragraph in body.iter(qn('w:p'))]
text = '\n'.join(''.join(node.text or '' for node in paragraph.iter(qn('w:t'))) for paragraph in paragraphs)
