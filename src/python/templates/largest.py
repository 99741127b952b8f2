from slots import SLOT_COUNT, result

result = result.dropna().nlargest(SLOT_COUNT, keep='all')
