"""Describes every file of a task; one JSON line tells which file is begun and one how it ended."""

import json
import os
import sys
import warnings
from typing import TextIO

from describers.base.damage import reason_of
from describers.base.deadline import OutOfTime, within
from describers.base.description import Description, objects_in
from describers.base.loading import imports_of
from describers.base.memory import tell_run_memory
from describers.base.problem import FileProblem
from describers.registry import describe, describe_guess
from describers.request import File, parse_request
from describers.unpacking.archives import unpack

MAX_PROBLEM = 900
SMALL_BYTES = 1 << 20
LEAST_SECONDS, MOST_SECONDS, SECONDS_PER_MIB = 20, 55, 2
SLOW_MIB_PER_SECOND = 10  # the supervisor gives large files so much longer
LARGE_BYTES = 256 << 20
TOO_LARGE = 'needs more memory to be read than one run may use; split it or raise maxMemoryMiB'
TOO_SLOW = 'takes too long to be read, as damaged files do; save it again in its own program or give a smaller file'
TOO_LARGE_FOR_TIME = 'is too large to be described in time; give a part of it, or save it as Parquet or another format that needs no parsing'
LYING = 'is damaged: it claims to hold far more than its size allows; save it again in its own program'


def main(request_json: str) -> None:
    """A file that fails never keeps the others from being described."""
    report = sys.stdout
    sys.stdout = sys.stderr  # whatever a parser prints must not mix with the report
    warnings.simplefilter('ignore')
    request = parse_request(request_json)
    tell_run_memory(request.run_memory_mebibytes)
    for index, file in enumerate(request.files):
        _write(report, {'begun': index})
        _write(report, {'index': index, **_describe(file)})
    sys.stdout = report


def _describe(file: File) -> Description:
    try:
        with within(_seconds(os.path.getsize(file.name))):
            return {'description': _result(file)}
    except FileProblem as problem:
        return {'problem': str(problem)[:MAX_PROBLEM]}
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as error:  # a reader written in Rust may panic, which is no Exception
        return {'problem': _problem(error, file.name)}


def _problem(error: BaseException, name: str) -> str:
    """What a file suffers from when its describer did not expect it."""
    if isinstance(error, MemoryError):
        return LYING if os.path.getsize(name) < SMALL_BYTES else TOO_LARGE
    if isinstance(error, RecursionError):
        return 'is nested too deeply to be read; flatten it'
    if isinstance(error, ImportError):
        return f'needs the Python package "{error.name}", which is not installed; install it'
    if isinstance(error, OutOfTime):
        return TOO_LARGE_FOR_TIME if os.path.getsize(name) > LARGE_BYTES else TOO_SLOW
    return f"can't be read, it seems to be damaged ({reason_of(error)}); save it again in its own program"


def _result(file: File) -> Description:
    if file.target is not None:
        return unpack(file.name, file.type, file.target)
    description = (describe_guess if file.is_guess else describe)(file.name, file.type)
    return {**description, 'imports': imports_of(_loads(description))}


def _seconds(size: int) -> float:
    """Long enough for the slowest reader on a busy machine, and less than a run may last."""
    mebibytes = size / 2**20
    return min(MOST_SECONDS, LEAST_SECONDS + SECONDS_PER_MIB * mebibytes) + mebibytes / SLOW_MIB_PER_SECOND


def _loads(description: Description) -> list[str]:
    """The `load` expressions of a description and of its sheets, tables or datasets."""
    parts = [description, *(part for value in description.values() for part in objects_in(value))]
    return [load for part in parts if isinstance(load := part.get('load'), str)]


def _write(report: TextIO, line: Description) -> None:
    report.write(json.dumps(line, allow_nan=False) + '\n')
    report.flush()
