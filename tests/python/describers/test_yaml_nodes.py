"""YAML looked at before it is built."""

import pytest

from describers.base.problem import FileProblem
from describers.trees.yaml_nodes import examine


def test_documents_and_own_tags_are_counted() -> None:
    stream = examine('a: !mine 1\n---\nb: !!str 2\n---\n- !mine x\n- ! y\n')
    assert (stream.documents, stream.tags) == (3, ['!mine'])


@pytest.mark.parametrize(
    ('text', 'problem'),
    [
        ('a: *b\n', r'holds the alias "\*b" inside itself or before its anchor'),
        ('a: &a [*a]\n', 'inside itself'),
        ('[' * 101 + ']' * 101, 'nested more than 100 levels'),
        ('a: [1\n', 'is not valid YAML'),
        ('a: b: c\n', 'at line 1, column 5'),
    ],
)
def test_what_is_not_safe_to_build_is_refused(text: str, problem: str) -> None:
    with pytest.raises(FileProblem, match=problem):
        examine(text)


def test_aliases_that_multiply_are_refused_before_anything_is_built() -> None:
    layers = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    layers += [f'a{at}: &a{at} [{", ".join([f"*a{at - 1}"] * 10)}]' for at in range(1, 7)]
    with pytest.raises(FileProblem, match='grows beyond measure'):
        examine('\n'.join(layers))


def test_an_alias_may_be_used_often() -> None:
    assert examine('a: &a {x: 1}\n' + ''.join(f'b{at}: *a\n' for at in range(1_000))).documents == 1
