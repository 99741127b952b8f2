from slots import SLOT_CONFIDENCE, SLOT_ENCODING, SLOT_NAME

with open(SLOT_NAME, encoding=SLOT_ENCODING) as file:
    text = file.read()
result = {'encoding': SLOT_ENCODING, 'confidence': SLOT_CONFIDENCE, 'characters': len(text)}
