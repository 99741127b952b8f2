"""Where tokens, nodes and faults of a template are said to stand."""

from pathlib import Path

import pytest
from jinja2 import TemplateSyntaxError
from jinja2.lexer import newline_re
from jinja2.parser import Parser

from rendering.environment import TemplateEnvironment
from rendering.places import PlacingLexer, column_of

FIXTURES = sorted((Path(__file__).parents[2] / 'fixtures/rendering').glob('*/template.j2'))
ODD = [
    '',
    '\n',
    'a\r\nb {{ x }}\rc {{- y -}}  \n\n {%- if z +%} {% raw %} {{ r }} {% endraw %}{% endif %}',
    '{{ "two\nlines" }}{{ a }}',
    '{# a\ncomment #}{{ b }}',
    '漢😀{{ é }}\u2028{{ x }}',
    '   {{- a -}}   {{- b -}}   ',
    '{{a}}{{a}}{{ a.a | a }}' * 3,
    '{% raw -%}   x {{ y }}  {%- endraw %}{{ z }}',
]


@pytest.mark.parametrize('source', ODD + [path.read_text() for path in FIXTURES])
def test_each_token_stands_where_its_place_says(source: str) -> None:
    lines = newline_re.sub('\n', source).split('\n')
    environment = TemplateEnvironment('strict', ())
    tokens = list(environment.lexer.tokeniter(source, None))
    for place, _, value in tokens:
        column = column_of(place)
        assert column is not None
        rest = '\n'.join([lines[place - 1][column - 1 :], *lines[place:]])
        assert rest.startswith(value)


def test_lines_are_those_of_jinja() -> None:
    environment = TemplateEnvironment('strict', ())
    for source in ODD:
        plain = [
            (line, kind, value) for line, kind, value in super(PlacingLexer, environment.lexer).tokeniter(source, None)
        ]
        assert [(int(place), kind, value) for place, kind, value in environment.lexer.tokeniter(source, None)] == plain


def test_nodes_know_their_column() -> None:
    tree = Parser(TemplateEnvironment('strict', ()), 'ab\n {{ name }}').parse()
    name = tree.body[0].nodes[1]
    assert (name.lineno, column_of(name.lineno)) == (2, 5)


def test_a_fault_of_the_text_has_one_too() -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        list(TemplateEnvironment('strict', ()).lexer.tokeniter('ab\n{{ a $ b }}', None))
    assert (caught.value.lineno, column_of(caught.value.lineno)) == (2, 6)


def test_a_plain_number_has_none() -> None:
    assert column_of(3) is None
    assert column_of(None) is None
