"""Drawings, of which nothing outside the file is ever read."""

from pathlib import Path

import pytest

from describers.base.description import Description, texts_in
from describers.base.problem import FileProblem
from describers.images.svg import describe

XMLNS = 'xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"'


def described(tmp_path: Path, inside: str, prolog: str = '', encoding: str = 'utf-8') -> Description:
    text = f'{prolog}<svg {XMLNS} width="10cm" viewBox="0 0 10,20.5">{inside}</svg>'
    (tmp_path / 'drawing.svg').write_text(text, encoding=encoding)
    return describe(str(tmp_path / 'drawing.svg'), 'svg')


def test_sizes_elements_and_texts_are_told(tmp_path: Path) -> None:
    found = described(tmp_path, '<title>Map</title><text>one</text><g><text>two<tspan>three</tspan></text></g>')
    assert (found['width'], found['height'], found['viewBox'], found['title']) == (
        '10cm',
        None,
        [0, 0, 10, 20.5],
        'Map',
    )
    assert found['elements'] == {'text': 2, 'svg': 1, 'title': 1, 'g': 1, 'tspan': 1}
    assert (found['textPreview'], found['warnings']) == ('one two three', [])


@pytest.mark.parametrize(
    ('inside', 'warning'),
    [
        ('<script/>', 'holds scripts'),
        ('<rect onclick="x()"/>', 'holds scripts'),
        ('<use x:href="https://a.example/b.svg"/>', 'refer to something outside the file: 1'),
        ('<image href="//a.example/b.png"/>', 'refer to something outside the file: 1'),
    ],
)
def test_scripts_and_references_are_named_and_never_followed(tmp_path: Path, inside: str, warning: str) -> None:
    assert warning in ' '.join(texts_in(described(tmp_path, inside)['warnings']))


def test_references_into_the_file_itself_are_none(tmp_path: Path) -> None:
    inside = '<use href="#part"/><image href="data:image/png;base64,AA=="/>'
    assert texts_in(described(tmp_path, inside)['warnings']) == ['The drawing embeds or links pictures: 1.']


@pytest.mark.parametrize('encoding', ['utf-8', 'utf-16'])
@pytest.mark.parametrize(
    'subset',
    ['<!ENTITY a SYSTEM "file:///etc/passwd">', '<!ENTITY a "aa"><!ENTITY b "&a;&a;">', '<!ENTITY % p "x">'],
)
def test_entities_that_lead_anywhere_are_refused(tmp_path: Path, subset: str, encoding: str) -> None:
    with pytest.raises(FileProblem, match='declares XML entities'):
        described(tmp_path, '', f'<!DOCTYPE svg [{subset}]>', encoding)


def test_entities_that_are_short_texts_are_fine(tmp_path: Path) -> None:
    assert described(tmp_path, '', '<!DOCTYPE svg [<!ENTITY ns "http://ns.example/">]>')['type'] == 'svg'


def test_xml_that_is_no_drawing_is_refused(tmp_path: Path) -> None:
    (tmp_path / 'other.svg').write_text('<plot/>')
    with pytest.raises(FileProblem, match='the root element "plot", not a drawing'):
        describe(str(tmp_path / 'other.svg'), 'svg')
