"""Describes Word 97-2003 documents (.doc): outline, tables, properties; `load` gives the text."""

from collections.abc import Iterable

import olefile

from describers.base.description import Description
from describers.base.loading import call, literal, run
from describers.base.problem import FileProblem
from describers.containers.password import refuse_encrypted
from describers.documents.properties import plain_properties
from describers.documents.story import Story
from describers.documents.word_binary import FIELD, Paragraph, Piece, WordFile

NO_TEXT = 'is an old Office document without a text in it, or was cut off; get a fresh copy or save it as .docx'
CUT_OFF = "is damaged or was cut off: its parts can't be read; get a fresh copy or save it again"
MAX_PIECES = 100
MAX_CELLS = 64
PROPERTIES = {
    'title': 'title',
    'subject': 'subject',
    'author': 'author',
    'create_time': 'created',
    'last_saved_time': 'modified',
    'last_saved_by': 'lastModifiedBy',
}
PICTURES = '\x01\x08'
NOTES = [
    'No installed library reads .doc: `load` takes the text of the body from where it stands in this very file.',
    'Headers, footers, footnotes and comments are left out; save the file as .docx where they matter.',
]
CELLS = 'In the text of `load` each cell of a table ends with a tab and each row with one more.'


def describe(name: str, file_type: str) -> Description:
    """The text is found by the piece table of the file, so that files saved in parts are read right, too."""
    try:
        with olefile.OleFileIO(name) as container:
            refuse_encrypted(container)
            if not container.exists('WordDocument'):
                raise FileProblem(NO_TEXT)
            word = WordFile(container)
            metadata = container.get_metadata()
    except OSError as error:
        raise FileProblem(CUT_OFF) from error
    if len(word.pieces) > MAX_PIECES:
        raise FileProblem(f'keeps its text in {len(word.pieces)} pieces, too many to read at once; save it as .docx')
    load = _load(name, word.pieces)
    text = run(load)
    story = Story()
    _tell(word.paragraphs(), story)
    return {
        'type': file_type,
        **story.fields(),
        'imageCount': sum(text.count(mark) for mark in PICTURES),
        'properties': plain_properties((label, _decoded(metadata, key)) for key, label in PROPERTIES.items()),
        'load': load,
        'warnings': [*NOTES, *([CELLS] if story.table_count else [])],
    }


def _load(name: str, pieces: list[Piece]) -> str:
    read = f"{call('olefile.OleFileIO', name)}.openstream('WordDocument').read()"
    if len(pieces) == 1:
        start, end, codec = pieces[0]
        text = f"{read}[{start}:{end}].decode({literal(codec)}, 'replace')"
    else:
        places = literal([tuple(piece) for piece in pieces])
        joined = f"''.join(data[start:end].decode(codec, 'replace') for start, end, codec in {places})"
        text = f'(lambda data: {joined})({read})'
    return f"re.sub({literal(FIELD.pattern)}, '', {text}).replace('\\r', '\\n').replace('\\x07', '\\t')"


def _tell(paragraphs: Iterable[Paragraph], story: Story) -> None:
    """Rows that follow one another are one table."""
    rows: list[list[str]] = []
    cells: list[str] = []
    cell: list[str] = []
    for paragraph in paragraphs:
        if not paragraph.in_table:
            if rows:
                story.table(rows, 0)
            rows, cells, cell = [], [], []
            text = paragraph.text.translate({1: None, 8: None, 11: '\n', 30: '-', 31: None})
            story.heading(paragraph.style, text) if paragraph.style else story.paragraph(text)
        elif paragraph.ends_row:
            rows.append(cells[:MAX_CELLS])
            cells = []
        else:
            cell.append(paragraph.text)
            if paragraph.ends_cell:
                cells.append('\n'.join(cell))
                cell = []
    if rows:
        story.table(rows, 0)


def _decoded(metadata: olefile.OleMetadata, key: str) -> object:
    """Texts of the property stream are bytes in the code page it names."""
    value = getattr(metadata, key, None)
    if not isinstance(value, bytes):
        return value
    page = metadata.codepage or 1252
    codec = 'utf-8' if page in (65001, -535) else f'cp{page % 65536}'
    try:
        return value.decode(codec, 'replace')
    except LookupError:
        return value.decode('latin-1')
