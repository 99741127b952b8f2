from slots import SLOT_COUNT, result

result = result.dropna().nsmallest(SLOT_COUNT, keep='all')
