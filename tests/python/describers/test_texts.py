"""Words, lines and headings of texts."""

import pytest

from describers.outlines.html_outline import outline_of
from describers.outlines.outline import headings_of
from describers.text.word_count import count_block


@pytest.mark.parametrize(
    'text', ['one two\nthree', '  a\t\u3000b\x1cc\u2028', 'é\xa0日本 😀 x', '\ud800 y', '\n\n', 'a\x85b\u200bc']
)
def test_words_and_line_ends_are_those_of_str(text: str) -> None:
    counts = count_block(text, after_space=True)
    assert (counts.words, counts.lines) == (len(text.split()), text.count('\n'))
    assert counts.ends_in_space is text[-1].isspace()


def test_a_word_that_another_block_began_is_not_counted_again() -> None:
    first = count_block('one tw', after_space=True)
    assert first.words + count_block('o three', first.ends_in_space).words == 3


@pytest.mark.parametrize(
    ('text', 'headings'),
    [
        ('# One\ntext\n## Two ##\n', ['One', 'Two']),
        ('Title\n=====\n\nSecond\n---\n', ['Title', 'Second']),
        ('```\n# code\n```\n# real\n', ['real']),
        ('---\ntitle: x\n---\n# after\n', ['after']),
    ],
)
def test_markdown_headings_stand_outside_of_code(text: str, headings: list[str]) -> None:
    assert headings_of(text, 'md') == (headings, 0)


def test_plain_headings_are_underlined_numbered_or_in_capitals_between_blank_lines() -> None:
    text = 'Title\n=====\n\n1. Begin\n\nwords and more words.\n\nTHE END\n\nnot this\nnor this\n'
    assert headings_of(text, 'txt') == (['Title', '1. Begin', 'THE END'], 0)


def test_headings_beyond_the_first_are_counted() -> None:
    shown, more = headings_of('# x\n' * 45, 'md')
    assert (len(shown), more) == (30, 15)


def test_a_page_is_outlined_whichever_way_it_is_cut_into_blocks() -> None:
    page = '<title>T</title><h1>Head</h1><script>no words</script><p>two words<table><tr><td>1,5<td colspan=3>x</table>'
    for size in (1, 7, 1_000):
        outline = outline_of(page[at : at + size] for at in range(0, len(page), size))
        assert (outline.title, outline.headings, outline.tables, outline.cells) == ('T', ['Head'], 1, 4)
        assert outline.has_commas
        assert 'no words' not in outline.beginning()
