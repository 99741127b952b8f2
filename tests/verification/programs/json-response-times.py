import json
import statistics
from datetime import datetime, timedelta, timezone

with open('api_logs.json', encoding='utf-8') as handle:
    data = json.load(handle)

items = data['logs'] if isinstance(data, dict) else data
times = [item['response_ms'] for item in items if item.get('response_ms') is not None]
by_day = {}
for item in items:
    day = datetime.fromisoformat(item['timestamp'].replace('Z', '+00:00')).astimezone(timezone.utc).date().isoformat()
    by_day.setdefault(day, []).append(item['response_ms'])
recent = datetime.now(timezone.utc) - timedelta(days=30)
print(json.dumps({
    'avg_response_ms': round(statistics.fmean(times), 2), 'max': max(times), 'min': min(times), 'count': len(times),
    'p95': sorted(times)[int(len(times) * 0.95)], 'days': {day: len(values) for day, values in by_day.items()},
    'since': recent.isoformat(),
}))
