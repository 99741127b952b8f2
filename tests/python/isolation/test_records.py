"""What arrives as JSON becomes a frozen dataclass, or a sentence that says why not."""

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

import pytest

from isolation import records
from isolation.limits import RunLimits
from isolation.specs import LaunchSpec, ZygoteSpec


@dataclass(frozen=True)
class Item:
    name: str
    host_pid: int


@dataclass(frozen=True)
class Box:
    kind: Literal['large', 'small'] | None
    items: tuple[Item, ...]
    seconds: float
    is_open: bool


BOX: dict[str, Any] = {'kind': 'small', 'items': [{'name': 'a', 'hostPid': 7}], 'seconds': 2, 'isOpen': True}
SPEC: dict[str, Any] = {
    'tier': 'A',
    'profile': 'data',
    'readonly': ['/opt'],
    'matplotlibCache': None,
    'socket': '/s',
    'work': '/w',
    'tmp': '/t',
    'outerUser': 65534,
    'without': None,
    'library': None,
    'network': None,
}
LIMITS: dict[str, Any] = {'timeoutSeconds': 0.5, 'memoryMiB': 64, 'outputMiB': 1, 'diskMiB': 8}


def test_every_field_is_taken_by_its_travelling_name() -> None:
    assert records.parse(Box, BOX) == Box('small', (Item('a', 7),), 2, True)


def test_none_is_taken_where_a_field_may_be_none() -> None:
    assert records.parse(Box, {**BOX, 'kind': None}).kind is None


@pytest.mark.parametrize(
    ('changed', 'said'),
    [
        ({'kind': 'huge'}, r'Box\.kind'),
        ({'kind': ['small']}, r'Box\.kind'),
        ({'seconds': '2'}, r'Box\.seconds'),
        ({'seconds': True}, r'Box\.seconds'),
        ({'isOpen': 1}, r'Box\.isOpen'),
        ({'items': None}, r'Box\.items'),
        ({'items': {'name': 'a'}}, r'Box\.items'),
        ({'items': [{'name': 'a'}]}, r'Box\.items has missing or unknown fields: hostPid'),
        ({'items': [{'name': 'a', 'hostPid': 1.0}]}, r'Box\.items\.hostPid'),
        ({'items': [{'name': 'a', 'hostPid': True}]}, r'Box\.items\.hostPid'),
        ({'more': 1}, 'Box has missing or unknown fields: more'),
    ],
)
def test_a_value_of_another_type_or_name_is_refused_by_its_place(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        records.parse(Box, {**BOX, **changed})


@pytest.mark.parametrize('name', list(BOX))
def test_no_field_may_be_missing(name: str) -> None:
    with pytest.raises(ValueError, match=f'missing or unknown fields: {name}'):
        records.parse(Box, {key: value for key, value in BOX.items() if key != name})


@pytest.mark.parametrize('value', [None, [], 'text', 3])
def test_what_is_no_object_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match='Box is not an object'):
        records.parse(Box, value)


def test_the_spec_of_a_zygote_is_read_as_its_supervisor_writes_it() -> None:
    spec = records.parse(ZygoteSpec, SPEC)
    assert (spec.readonly, spec.matplotlib_cache, spec.outer_user) == (('/opt',), None, 65534)


@pytest.mark.parametrize(
    'changed', [{'tier': 'C'}, {'profile': 'all'}, {'without': 'rlimits'}, {'dataBytes': 1}, {'readonly': '/opt'}]
)
def test_the_spec_of_a_zygote_holds_nothing_else(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match='ZygoteSpec'):
        records.parse(ZygoteSpec, {**SPEC, **changed})


def test_the_spec_of_a_launch_has_the_limits_beside_its_folders() -> None:
    spec = records.parse(LaunchSpec, {'tier': 'limits', 'work': '/w', 'tmp': '/t', 'library': None, **LIMITS})
    assert spec.memory_mib == 64
    assert isinstance(spec, RunLimits)


@pytest.mark.parametrize('record', [records.parse(ZygoteSpec, SPEC), records.parse(RunLimits, LIMITS)])
def test_nothing_can_be_written_to_a_record(record: Any) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.cgroup = {}
