import json

import pandas as pd
from slots import plain, result

answer = {
    '(missing)' if pd.isna(name) else str(name): {str(key): plain(value) for key, value in row.items()}
    for name, row in result.to_dict('index').items()
}
print(json.dumps(answer, ensure_ascii=False, default=str))
