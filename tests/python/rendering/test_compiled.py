"""What is wrong with a template, found without rendering it."""

import pytest

from rendering.compiled import Compiled, compile_template
from rendering.environment import TemplateEnvironment
from rendering.language import MAX_BLOCKS, MAX_BRACKETS


def compiled(source: str) -> Compiled:
    return compile_template(TemplateEnvironment('strict', ()), source)


def places(source: str) -> list[tuple[int | None, int | None]]:
    return [(fault.line, fault.column) for fault in compiled(source).faults]


def test_a_sound_template_has_a_template_and_no_faults() -> None:
    found = compiled('{{ a | trim }}{{ range(b) }}')
    assert found.template is not None
    assert (found.faults, found.filters, found.variables) == ((), ('trim',), ['a', 'b'])


def test_what_only_looks_like_a_name_of_the_language_is_left_alone() -> None:
    source = '{{ "| no" }}{# | no #}{% raw %}{% no %}{{ a | no }}{% endraw %}{{ a.is.no }}{{ b.filter }} | no {{ d["is no"] }}'
    assert compiled(source).faults == ()


@pytest.mark.parametrize(
    ('source', 'expected'),
    [
        ('{{ a|no }}{{ b | no | trim }}', [(1, 6), (1, 18)]),
        ('{% filter no | trim %}{% endfilter %}', [(1, 11)]),
        ('{% set x | no %}{% endset %}', [(1, 12)]),
        ('{% if a is no %}{% endif %}{{ b is not nope }}', [(1, 12), (1, 40)]),
        ('{% no %}', [(1, 4)]),
        ('{{ a | no }}\n{{ b c }}', [(1, 8), (2, 6)]),
        ('{{ a | no }} {{ "open', [(1, 8), (1, 17)]),
        ('{% if a %}', [(1, 4)]),
        ('{% if a %}{% for b in c %}{% endfor %}', [(1, 4)]),
        ('{% if a %}{% for b in c %}', [(1, 14)]),
        ('{% if a %}{{ b', [(1, None)]),
        ('{% macro m() %}{% set x %}', [(1, None)]),
    ],
)
def test_faults_stand_where_they_are(source: str, expected: list[tuple[int, int | None]]) -> None:
    assert places(source) == expected


def test_blocks_and_brackets_may_be_nested_up_to_their_bound() -> None:
    blocks = '{% for a in [1] %}' * MAX_BLOCKS + '{% endfor %}' * MAX_BLOCKS
    brackets = '(' * MAX_BRACKETS + '1' + ')' * MAX_BRACKETS
    assert places(blocks) == []
    assert places(f'{{{{ {brackets} }}}}') == []
    assert places(f'{{% if 1 %}}{blocks}{{% endif %}}') == [(1, 14 + 18 * (MAX_BLOCKS - 1))]
    assert places(f'{{{{ ({brackets}) }}}}') == [(1, 4 + MAX_BRACKETS)]


def test_blocks_one_after_the_other_are_not_nested() -> None:
    assert places('{% if 1 %}{% elif 2 %}{% else %}{% endif %}' * 100) == []


def test_faults_are_told_up_to_a_bound() -> None:
    assert len(places('{{ a | no }}' * 1000)) == 50
