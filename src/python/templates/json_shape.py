from collections import Counter

names = {dict: 'object', list: 'array', str: 'string', bool: 'boolean', int: 'number', float: 'number'}


def shape(values):
    """Types, keys and items of the values that stand in one place of a JSON document."""
    found = {'types': dict(Counter(names.get(type(value), 'null') for value in values))}
    objects = [value for value in values if isinstance(value, dict)]
    arrays = [value for value in values if isinstance(value, list)]
    if objects:
        keys = dict.fromkeys(key for value in objects for key in value)
        found['keys'] = {key: shape([value[key] for value in objects if key in value]) for key in keys}
    if arrays:
        found['items'] = shape([item for value in arrays for item in value])
    return found
