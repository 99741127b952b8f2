import json

from slots import SLOT_ENCODING, SLOT_NAME

with open(SLOT_NAME, encoding=SLOT_ENCODING) as file:
    documents = [json.loads(line) for line in file if line.strip()]
