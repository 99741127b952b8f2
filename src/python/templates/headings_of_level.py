from slots import SLOT_LEVEL, headings

headings = [heading for heading in headings if heading['level'] == SLOT_LEVEL]
