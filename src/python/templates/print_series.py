import json

import pandas as pd
from slots import plain, result

answer = {'(missing)' if pd.isna(name) else str(name): plain(value) for name, value in result.items()}
print(json.dumps(answer, ensure_ascii=False, default=str))
