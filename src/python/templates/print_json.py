import json

from slots import result

print(json.dumps(result, ensure_ascii=False, default=str))
