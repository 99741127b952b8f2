"""Documents: outline levels, what a story keeps, and what of a page may be a table."""

import pytest
from lxml import etree

from describers.documents.outline_levels import outline_levels
from describers.documents.pdf_pages import may_hold_table
from describers.documents.properties import plain_properties
from describers.documents.story import MAX_HEADINGS, MAX_TABLES, PREVIEW, Story

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'


def levels_of(*styles: tuple[str, str]) -> dict[str, int]:
    inside = ''.join(f'<w:style w:styleId="{name}">{content}</w:style>' for name, content in styles)
    return outline_levels(etree.fromstring(f'<w:styles xmlns:w="{W[1:-1]}">{inside}</w:styles>'), W)


@pytest.mark.parametrize(
    ('content', 'levels'),
    [
        ('<w:name w:val="heading 2"/>', {'s': 2}),
        ('<w:name w:val="Title"/>', {'s': 1}),
        ('<w:name w:val="Überschrift"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>', {'s': 3}),
        ('<w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>', {}),
        ('<w:name w:val="Normal"/>', {}),
    ],
)
def test_a_style_is_a_heading_by_its_outline_level_or_built_in_name(content: str, levels: dict[str, int]) -> None:
    assert levels_of(('s', content)) == levels


def test_a_style_inherits_the_level_of_the_one_it_is_based_on() -> None:
    based = ('mine', '<w:name w:val="Mine"/><w:basedOn w:val="head"/>')
    assert levels_of(based, ('head', '<w:name w:val="heading 4"/>')) == {'mine': 4, 'head': 4}


def test_styles_based_on_each_other_in_a_circle_are_no_headings() -> None:
    assert levels_of(('a', '<w:basedOn w:val="b"/>'), ('b', '<w:basedOn w:val="a"/>')) == {}


def test_a_story_counts_everything_and_keeps_little() -> None:
    story = Story()
    for at in range(MAX_HEADINGS + 2):
        story.heading(at + 1, f'Heading {at}')
    for _ in range(MAX_TABLES + 1):
        story.table([['a', 'b'], ['c d', '']], 0)
    story.paragraph('  ')
    fields = story.fields()
    assert (fields['omittedHeadings'], fields['omittedTables'], fields['paragraphCount']) == (2, 1, MAX_HEADINGS + 2)
    assert fields['wordCount'] == 2 * (MAX_HEADINGS + 2) + 4 * (MAX_TABLES + 1)
    assert len(str(fields['textPreview'])) <= PREVIEW


def test_the_first_row_of_a_table_is_its_header_and_the_widest_its_width() -> None:
    story = Story()
    story.table(iter([['a'], ['b', 'c'], ['d'], ['e']]), 0, slide=3)
    assert story.tables == [{'slide': 3, 'rows': 4, 'columns': 2, 'header': ['a'], 'sampleRows': [['b', 'c'], ['d']]}]


def test_cells_are_the_preview_of_a_document_without_paragraphs() -> None:
    story = Story()
    story.table([['one', 'two']], 0)
    assert story.fields()['textPreview'] == 'one two'


@pytest.mark.parametrize(
    ('drawn', 'may'),
    [
        (b'0 0 10 10 re f 5 5 m 6 6 l ', False),
        (b'0 0 10 10 re f 0 0 5 5 re f ', True),
        (b'0 0 10 10 re W n 0 0 5 5 re W* n 1 1 m 2 2 l ', False),
        (b'1 2 3 4 5 6 c ', True),
    ],
    ids=['a-frame-and-a-line', 'two-rectangles', 'clipping', 'a-curve'],
)
def test_a_page_with_fewer_edges_than_the_smallest_table_holds_none(drawn: bytes, may: bool) -> None:
    assert may_hold_table(drawn) is may


def test_properties_that_say_nothing_are_left_out() -> None:
    assert plain_properties([('title', ' A\tB '), ('author', b'\xc3\xa9'), ('subject', ''), ('created', None)]) == {
        'title': 'A B',
        'author': 'é',
    }
