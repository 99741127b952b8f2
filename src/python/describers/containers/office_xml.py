"""Parses the XML parts of Office files: no document types, no entities, no network, no huge trees."""

import posixpath
import zipfile

from lxml import etree

from describers.base.problem import FileProblem

# How the relation to the main part ends, in the usual form of the format and in the strict one.
DOCUMENT = '/relationships/officeDocument'
STRICT = 'http://purl.oclc.org/ooxml/'


def parse_part(name: str, part: str) -> etree._Element | None:
    """Root element of a part of the container, or None when the file has no such part."""
    with zipfile.ZipFile(name) as archive:
        if part not in archive.namelist():
            return None
        return etree.fromstring(archive.read(part), safe_parser())


def main_part(name: str, usual: str) -> str:
    """The part that the relations of the package name as its document; `usual` where they name none that is there."""
    relations = parse_part(name, '_rels/.rels')
    found = [] if relations is None else [each for each in relations if each.get('Type', '').endswith(DOCUMENT)]
    target = found[0].get('Target', '').lstrip('/') if found else ''
    with zipfile.ZipFile(name) as archive:
        return target if target in archive.namelist() else usual


def refuse_strict(name: str, extension: str) -> None:
    """Raises FileProblem for a document in the strict form of the format, which only readers of workbooks know."""
    relations = parse_part(name, '_rels/.rels')
    if relations is not None and any(each.get('Type', '').startswith(STRICT) for each in relations):
        raise FileProblem(
            f'is a "Strict Open XML" document, which the installed reader does not know; save it as a usual {extension}'
        )


def targets_of(name: str, part: str) -> dict[str, str]:
    """Identities of the relations of a part to the parts that they lead to."""
    folder, base = posixpath.split(part)
    relations = parse_part(name, posixpath.join(folder, '_rels', f'{base}.rels'))
    return {
        each.get('Id', ''): posixpath.normpath(posixpath.join('/', folder, each.get('Target', '')))[1:]
        for each in ([] if relations is None else relations)
    }


def safe_parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; comments have none."""
    return element.tag.rpartition('}')[2] if isinstance(element.tag, str) else ''
