import json

from slots import plain, result

print(json.dumps([plain(value) for value in result], ensure_ascii=False, default=str))
