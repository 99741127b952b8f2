"""The contract of all describers, and what is asked of them."""

import inspect
import io
import json
import sys
from importlib import import_module
from pathlib import Path

import pytest

from describers.base.description import Description, Json, count_in, objects_in, texts_in
from describers.main import main
from describers.registry import DESCRIBERS, describe
from describers.request import File, Request, parse_request
from describers.unpacking.archives import UNPACKERS
from describers.unpacking.sink import Target


@pytest.mark.parametrize('module', sorted(set(DESCRIBERS.values())))
def test_every_describer_keeps_the_contract(module: str) -> None:
    signature = inspect.signature(import_module(f'describers.{module}').describe)
    assert list(signature.parameters) == ['name', 'file_type']


@pytest.mark.parametrize(('module', 'options'), UNPACKERS.values())
def test_every_unpacker_keeps_the_contract(module: str, options: dict[str, str]) -> None:
    signature = inspect.signature(import_module(f'describers.unpacking.{module}').unpack)
    signature.bind('name', 'sink', **options)


def test_a_request_is_parsed_once() -> None:
    files = [{'name': 'a', 'type': 'csv'}, {'name': 'b', 'type': 'zip', 'target': {'folder': 'c', 'maxBytes': 5}}]
    assert parse_request(json.dumps({'files': files, 'runMemoryMiB': 512})) == Request(
        (File('a', 'csv', None), File('b', 'zip', Target('c', 5))), 512
    )


def test_a_request_that_lacks_something_is_refused() -> None:
    with pytest.raises(KeyError):
        parse_request('{"files": []}')


def test_a_log_of_json_objects_is_described_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / 'app.log'
    path.write_text('{"level": "info"}\n{"level": "warn"}\n')
    described = describe(str(path), 'log')
    assert described['type'] == 'jsonl'
    assert texts_in(described['warnings'])[0] == 'The log holds one JSON object per line.'


def test_a_file_that_fails_never_keeps_the_others_from_being_described(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / 'bad.json').write_text('{"a": ')
    (tmp_path / 'deep.json').write_text('[' * 100_000)
    (tmp_path / 'good.csv').write_text('a,b\n1,2\n3,4\n')
    monkeypatch.chdir(tmp_path)
    report = io.StringIO()
    monkeypatch.setattr(sys, 'stdout', report)
    files = [{'name': name, 'type': name.split('.')[1]} for name in ('bad.json', 'deep.json', 'good.csv')]
    main(json.dumps({'files': files, 'runMemoryMiB': 512}))
    lines = [json.loads(line) for line in report.getvalue().splitlines()]
    assert [line.get('begun', line.get('index')) for line in lines] == [0, 0, 1, 1, 2, 2]
    assert lines[1]['problem'].startswith('is not valid JSON')
    assert lines[3]['problem'] == 'is nested too deeply to be read; flatten it'
    assert lines[5]['description']['load'] == "pd.read_csv('good.csv')"
    assert lines[5]['description']['imports'] == ['import pandas as pd']


@pytest.mark.parametrize('value', [None, 5, 'text', {'a': 1}, [1, 'x', {'a': 1}]])
def test_a_description_is_read_again_by_kind(value: Json) -> None:
    is_list = isinstance(value, list)
    assert objects_in(value) == ([{'a': 1}] if is_list else [])
    assert texts_in(value) == (['x'] if is_list else [])


def test_a_count_is_a_number() -> None:
    described: Description = {'rowCount': 5, 'load': 'x'}
    assert count_in(described, 'rowCount') == 5
    with pytest.raises(TypeError):
        count_in(described, 'load')
