import json

from slots import plain, result

answer = [{str(name): plain(value) for name, value in row.items()} for row in result.to_dict('records')]
print(json.dumps(answer, ensure_ascii=False, default=str))
