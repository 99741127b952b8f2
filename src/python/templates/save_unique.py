from slots import SLOT_COLUMNS, SLOT_FILE, merged

merged.drop_duplicates(SLOT_COLUMNS).to_csv(SLOT_FILE, index=False)
