from slots import SLOT_NAME, result

result = result.reset_index(name=SLOT_NAME)
