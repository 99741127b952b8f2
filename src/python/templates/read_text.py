from slots import SLOT_LOAD

text = SLOT_LOAD
