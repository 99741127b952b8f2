from slots import SLOT_FILE, merged

merged.to_csv(SLOT_FILE, index=False)
