"""Documents of nested values: JSON, YAML and XML."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import yaml
from lxml import etree

KINDS = {dict: 'object', list: 'array', str: 'string', bool: 'boolean', int: 'number', float: 'number'}

VARIABLE_KEYS = ('environment', 'env', 'env_vars', 'environment_variables')


def read_json(name: str, encoding: str) -> list[Any]:
    """The one document of a JSON file."""
    with open(name, encoding=encoding) as file:
        return [json.load(file)]


def read_json_lines(name: str, encoding: str) -> list[Any]:
    """The documents of a JSON Lines file."""
    with open(name, encoding=encoding) as file:
        return [json.loads(line) for line in file if line.strip()]


def shape(values: list[Any]) -> dict[str, Any]:
    """Types, keys and items of the values that stand in one place of a JSON document."""
    found: dict[str, Any] = {'types': dict(Counter(KINDS.get(type(value), 'null') for value in values))}
    objects = [value for value in values if isinstance(value, dict)]
    arrays = [value for value in values if isinstance(value, list)]
    if objects:
        keys = dict.fromkeys(key for value in objects for key in value)
        found['keys'] = {key: shape([value[key] for value in objects if key in value]) for key in keys}
    if arrays:
        found['items'] = shape([item for value in arrays for item in value])
    return found


def variables(value: Any) -> dict[str, Any]:
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


def variable_places(value: Any, path: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every place in a document that holds environment variables, with its path."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in pairs:
        if str(key).lower() in VARIABLE_KEYS and variables(each):
            yield '.'.join(path) or str(key), variables(each)
        else:
            yield from variable_places(each, [*path, str(key)])


def environment_variables(name: str, encoding: str) -> dict[str, dict[str, Any]]:
    """The environment variables of a YAML file by the place they stand in."""
    with open(name, encoding=encoding) as file:
        document = yaml.safe_load(file)
    result: dict[str, dict[str, Any]] = {}
    for place, found in variable_places(document, []):
        result.setdefault(place, {}).update(found)
    return result


def names_only(found: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    """The names of each place without their values."""
    return {place: list(values) for place, values in found.items()}


def path_of(element: Any) -> str:
    """Names from the root with the prefixes the document gives them."""
    steps = [*reversed(list(element.iterancestors())), element]
    names = [(step.prefix, etree.QName(step).localname) for step in steps]
    return '/'.join(f'{prefix}:{name}' if prefix else name for prefix, name in names)


def xml_values(name: str, places: list[list[str]]) -> dict[str, list[str]]:
    """The values at these paths: of the attribute named beside the path, or the texts where that name is empty."""
    result: dict[str, list[str]] = {'/@'.join(filter(None, place)): [] for place in places}
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    for element in etree.parse(name, parser).iter('*'):
        values = {'': element.text, **{etree.QName(key).localname: value for key, value in element.attrib.items()}}
        path = path_of(element)
        for place, attribute in places:
            if place == path and (values.get(attribute) or '').strip():
                result['/@'.join(filter(None, (place, attribute)))].append(values[attribute].strip())
    return result
