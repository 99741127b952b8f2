import json

import yaml

with open('docker-compose.yml') as handle:
    compose = yaml.safe_load(handle)

variables = set()
for service in (compose.get('services') or {}).values():
    environment = service.get('environment') or {}
    if isinstance(environment, list):
        environment = dict(item.split('=', 1) if '=' in item else (item, None) for item in environment)
    variables.update(environment)
print(json.dumps({'env_vars': sorted(variables), 'services': len(compose['services'])}))
