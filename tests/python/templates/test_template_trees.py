from pathlib import Path

import pytest
from lxml import etree

from templates import trees


def written(folder: Path, text: str) -> str:
    file = folder / 'document'
    file.write_text(text, encoding='utf-8')
    return str(file)


def test_read_json_gives_the_one_document(tmp_path: Path) -> None:
    assert trees.read_json(written(tmp_path, '{"a": [1]}'), 'utf-8') == [{'a': [1]}]


def test_read_json_lines_skips_empty_lines(tmp_path: Path) -> None:
    assert trees.read_json_lines(written(tmp_path, '{"a": 1}\n\n[2]\n'), 'utf-8') == [{'a': 1}, [2]]


def test_shape_counts_types_and_knows_keys_that_only_some_have() -> None:
    assert trees.shape([{'a': 1}, {'a': None, 'b': True}, 'x']) == {
        'types': {'object': 2, 'string': 1},
        'keys': {'a': {'types': {'number': 1, 'null': 1}}, 'b': {'types': {'boolean': 1}}},
    }


def test_shape_looks_into_the_items_of_all_arrays() -> None:
    assert trees.shape([[1, 'a'], [], [2.5]]) == {
        'types': {'array': 3},
        'items': {'types': {'number': 2, 'string': 1}},
    }
    assert trees.shape([]) == {'types': {}}


@pytest.mark.parametrize(
    ('value', 'found'),
    [
        ({'A': 1, 2: None}, {'A': 1, '2': None}),
        (['A=1', 'B=', 'C', 'D=x=y'], {'A': '1', 'B': '', 'C': None, 'D': 'x=y'}),
        ([{'name': 'A', 'value': 1}, {'name': 'B', 'valueFrom': {'k': 'v'}}], {'A': 1, 'B': {'k': 'v'}}),
        ([{'A': 1}, {'B': 2}], {'A': 1, 'B': 2}),
        ('text', {}),
        ([1, None], {}),
    ],
)
def test_variables_reads_every_way_they_are_written(value: object, found: dict[str, object]) -> None:
    assert trees.variables(value) == found


def test_variable_places_have_the_path_above_the_key() -> None:
    document = {'env': {'A': 1}, 'services': [{'web': {'environment': ['B=2']}}], 'environment': {}}
    assert dict(trees.variable_places(document, [])) == {'env': {'A': 1}, 'services.0.web': {'B': '2'}}


def test_environment_variables_joins_those_of_one_place_and_can_leave_the_values_out(tmp_path: Path) -> None:
    text = 'web:\n  env: {A: 1}\n  environment:\n    - B=2\n'
    found = trees.environment_variables(written(tmp_path, text), 'utf-8')
    assert found == {'web': {'A': 1, 'B': '2'}}
    assert trees.names_only(found) == {'web': ['A', 'B']}


def test_environment_variables_of_a_document_without_any(tmp_path: Path) -> None:
    assert trees.environment_variables(written(tmp_path, 'a: 1'), 'utf-8') == {}


def test_path_of_has_the_prefixes_of_the_document() -> None:
    root = etree.fromstring('<a xmlns:n="urn:n"><n:b/></a>')
    assert trees.path_of(root[0]) == 'a/n:b'


def test_xml_values_gives_texts_and_attributes_that_are_not_empty(tmp_path: Path) -> None:
    text = '<c><db url=" x " n:url="y" xmlns:n="urn:n">one</db><db url="">  </db><o><db>two</db></o></c>'
    assert trees.xml_values(written(tmp_path, text), [['c/db', ''], ['c/db', 'url'], ['c/none', '']]) == {
        'c/db': ['one'],
        'c/db/@url': ['y'],
        'c/none': [],
    }


def test_xml_values_opens_no_other_file(tmp_path: Path) -> None:
    (tmp_path / 'secret').write_text('secret')
    text = f'<!DOCTYPE c [<!ENTITY e SYSTEM "{tmp_path}/secret">]><c><db>&e;</db></c>'
    assert trees.xml_values(written(tmp_path, text), [['c/db', '']]) == {'c/db': []}
