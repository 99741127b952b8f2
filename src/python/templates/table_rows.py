import pandas as pd
from slots import SLOT_TABLES

tables: dict[str, pd.DataFrame] = SLOT_TABLES
rows = {name: len(table) for name, table in tables.items()}
result = {'csv_files': len(rows), 'files': rows, 'total_rows': sum(rows.values())}
