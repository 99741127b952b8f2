import json

from slots import plain, result

print(json.dumps(plain(result), ensure_ascii=False, default=str))
