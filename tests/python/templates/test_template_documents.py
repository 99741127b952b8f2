from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from templates import documents

SAMPLES = Path(__file__).parents[3] / 'data/samples'


@pytest.fixture
def report(tmp_path: Path) -> str:
    document = docx.Document()
    document.add_paragraph('before any heading')
    document.add_heading('One', 1)
    document.add_paragraph(' first ')
    document.add_paragraph('')
    document.add_paragraph('second')
    document.add_heading('Two', 2)
    document.add_heading('  ', 2)
    document.add_table(1, 1).cell(0, 0).text = 'in a table'
    document.sections[0].header.paragraphs[0].text = 'a header'
    document.add_section()
    document.save(tmp_path / 'report.docx')
    return str(tmp_path / 'report.docx')


def with_outline(holder: Any, level: int) -> None:
    outline = OxmlElement('w:outlineLvl')
    outline.set(qn('w:val'), str(level))
    holder.get_or_add_pPr().append(outline)


def test_docx_headings_have_their_level_and_the_text_below_them(report: str) -> None:
    assert documents.docx_headings(report) == [
        {'level': 1, 'text': 'One', 'content': ['first', 'second']},
        {'level': 2, 'text': 'Two', 'content': ['in a table']},
    ]


def test_heading_level_is_that_of_the_paragraph_before_that_of_its_style() -> None:
    paragraph = docx.Document().add_heading('text', 3)
    assert documents.heading_level(paragraph) == 3
    with_outline(paragraph._p, 0)
    assert documents.heading_level(paragraph) == 1


def test_heading_level_is_none_where_the_outline_says_text() -> None:
    paragraph = docx.Document().add_heading('text', 3)
    with_outline(paragraph._p, 9)
    assert documents.own_level(paragraph._p) == 10
    assert documents.heading_level(paragraph) is None


def test_heading_level_comes_from_the_style_that_a_style_is_based_on() -> None:
    document = docx.Document()
    style = document.styles.add_style('Mine', docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles['Heading 2']
    assert documents.heading_level(document.add_paragraph('text', style='Mine')) == 2
    assert documents.heading_level(document.add_paragraph('text')) is None


def test_headings_can_be_chosen_and_shown_with_and_without_their_text() -> None:
    headings = [
        {'level': 1, 'text': 'One', 'content': ['a', 'b']},
        {'level': 2, 'text': 'Two', 'content': []},
    ]
    assert documents.of_level(headings, 2) == headings[1:]
    assert documents.of_level(headings, 7) == []
    assert documents.without_content(headings)['headings'][0] == {'level': 1, 'text': 'One'}
    assert documents.with_content(headings)['headings'] == [
        {'level': 1, 'text': 'One', 'content': 'a\nb'},
        {'level': 2, 'text': 'Two', 'content': ''},
    ]


def test_docx_text_includes_tables_and_headers_once(report: str) -> None:
    lines = documents.docx_text(report).split('\n')
    assert [line for line in lines if line in ('One', 'in a table', 'a header')] == ['One', 'in a table', 'a header']


def test_pdf_text_is_that_of_all_pages() -> None:
    assert '+49 30 9018 2000' in documents.pdf_text(str(SAMPLES / 'contract.pdf'))


@pytest.mark.parametrize(('text', 'lines'), [('a', 1), ('a\n', 1), ('a\nb', 2), ('\n\n', 2), ('', 1)])
def test_count_lines(text: str, lines: int) -> None:
    assert documents.count_lines(text) == lines


def test_word_frequency_ignores_case_and_joins_words_with_apostrophe_or_hyphen() -> None:
    text = "The cat's well-known cat. the CAT_cat 42!"
    assert documents.word_frequency(text, 3) == {'cat': 3, 'the': 2, "cat's": 1}
    assert list(documents.word_frequency(text, 3)) == ['cat', 'the', "cat's"]
    assert documents.word_frequency('', 3) == {}


@pytest.mark.parametrize(
    ('kind', 'text', 'found'),
    [
        ('phone_numbers', 'call +49 30 1234567, (212) 555-0187 or 030/123456.', 3),
        ('phone_numbers', 'call 212-555-0187 or 555-0187', 2),
        ('phone_numbers', 'on 2024-01-15 we paid 1234-5678-9012-3456 for v1.2.3', 0),
        ('email_addresses', 'ann@x.org, Bob.Ray+x@mail.example.com and ann@x.org', 2),
        ('email_addresses', 'user@host, @handle and a@b', 0),
        ('urls', 'see https://a.org/x?y=1, www.b.com. and (http://c.de)', 3),
        ('urls', 'a.org and mailto:x', 0),
        ('dates', '2024-01-15, 15.01.2024, 1/15/2024, January 15, 2024, Sept. 3rd 2020 and 15 January 2024', 6),
        ('dates', 'version 2024.01 of 15-01/2024', 0),
    ],
)
def test_find_patterns_finds_each_once(kind: str, text: str, found: int) -> None:
    assert len(documents.find_patterns(text, [kind])[kind]) == found


def test_find_patterns_leaves_the_end_of_a_sentence_out() -> None:
    assert documents.find_patterns('See www.b.org/x? Or www.c.org.', ['urls']) == {'urls': ['www.b.org/x', 'www.c.org']}


def test_find_patterns_keeps_the_order_of_kinds_and_texts() -> None:
    found = documents.find_patterns('b@x.org a@x.org 2024-01-15', ['dates', 'email_addresses'])
    assert list(found.items()) == [('dates', ['2024-01-15']), ('email_addresses', ['b@x.org', 'a@x.org'])]
    assert documents.count_found(found) == {'dates': 1, 'email_addresses': 2}


def test_checked_encoding_counts_characters(tmp_path: Path) -> None:
    (tmp_path / 'a.txt').write_bytes('Żółć'.encode('cp1250'))
    assert documents.checked_encoding(str(tmp_path / 'a.txt'), 'cp1250', 0.9) == {
        'encoding': 'cp1250',
        'confidence': 0.9,
        'characters': 4,
    }


def test_checked_encoding_fails_for_a_wrong_one(tmp_path: Path) -> None:
    (tmp_path / 'a.txt').write_bytes(b'\xff')
    with pytest.raises(UnicodeDecodeError):
        documents.checked_encoding(str(tmp_path / 'a.txt'), 'utf-8', 1.0)
