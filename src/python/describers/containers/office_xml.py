"""Parses the XML parts of Office files: no document types, no entities, no network, no huge trees."""

import zipfile

from lxml import etree


def parse_part(name: str, part: str) -> etree._Element | None:
    """Root element of a part of the container, or None when the file has no such part."""
    with zipfile.ZipFile(name) as archive:
        if part not in archive.namelist():
            return None
        return etree.fromstring(archive.read(part), safe_parser())


def safe_parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; comments have none."""
    return element.tag.rpartition('}')[2] if isinstance(element.tag, str) else ''
