import yaml
from slots import SLOT_ENCODING, SLOT_NAME


def variables(value):
    """Names and values of a mapping, of a list of NAME=value or of a list of {name, value}."""
    if isinstance(value, dict):
        return {str(name): each for name, each in value.items()}
    found = {}
    for item in value if isinstance(value, list) else []:
        if isinstance(item, dict) and 'name' in item:
            found[str(item['name'])] = item.get('value', item.get('valueFrom'))
        elif isinstance(item, dict):
            found.update({str(name): each for name, each in item.items()})
        elif isinstance(item, str):
            name, given, each = item.partition('=')
            found[name] = each if given else None
    return found


def places(value, path):
    """Every place in the document that holds environment variables, with its path."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in pairs:
        if str(key).lower() in ('environment', 'env', 'env_vars', 'environment_variables') and variables(each):
            yield '.'.join(path) or str(key), variables(each)
        else:
            yield from places(each, [*path, str(key)])


with open(SLOT_NAME, encoding=SLOT_ENCODING) as file:
    document = yaml.safe_load(file)
result = {}
for place, found in places(document, []):
    result.setdefault(place, {}).update(found)
