from lxml import etree
from slots import SLOT_NAME, SLOT_PLACES


def path_of(element):
    """Names from the root with the prefixes the document gives them."""
    steps = [*reversed(list(element.iterancestors())), element]
    names = [(step.prefix, etree.QName(step).localname) for step in steps]
    return '/'.join(f'{prefix}:{name}' if prefix else name for prefix, name in names)


places = SLOT_PLACES
result = {'/@'.join(filter(None, place)): [] for place in places}
parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
for element in etree.parse(SLOT_NAME, parser).iter('*'):
    values = {'': element.text, **{etree.QName(name).localname: value for name, value in element.attrib.items()}}
    path = path_of(element)
    for place, attribute in places:
        if place == path and (values.get(attribute) or '').strip():
            result['/@'.join(filter(None, (place, attribute)))].append(values[attribute].strip())
