"""Describes every file of a task; one JSON line tells which file is begun and one how it ended."""

import json
import os
import sys
import warnings

from describers.base.damage import reason_of
from describers.base.deadline import OutOfTime, within
from describers.base.loading import imports_of
from describers.base.memory import tell_run_memory
from describers.base.problem import FileProblem
from describers.registry import describe
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


def main(request):
    """`request` is JSON: `files`, a list of {name, type}, and `runMemoryMiB`, what a program may allocate.

    With a `target` a file is unpacked instead of described.

    A file that fails never keeps the others from being described.
    """
    report = sys.stdout
    sys.stdout = sys.stderr  # whatever a parser prints must not mix with the report
    warnings.simplefilter('ignore')
    request = json.loads(request)
    tell_run_memory(request['runMemoryMiB'])
    for index, file in enumerate(request['files']):
        _write(report, {'begun': index})
        _write(report, {'index': index, **_describe(file)})
    sys.stdout = report


def _describe(file):
    try:
        with within(_seconds(os.path.getsize(file['name']))):
            return {'description': _result(file)}
    except FileProblem as problem:
        return {'problem': str(problem)[:MAX_PROBLEM]}
    except MemoryError:
        return {'problem': LYING if os.path.getsize(file['name']) < SMALL_BYTES else TOO_LARGE}
    except RecursionError:
        return {'problem': 'is nested too deeply to be read; flatten it'}
    except ImportError as error:
        return {'problem': f'needs the Python package "{error.name}", which is not installed; install it'}
    except OutOfTime:
        return {'problem': TOO_LARGE_FOR_TIME if os.path.getsize(file['name']) > LARGE_BYTES else TOO_SLOW}
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as error:  # a reader written in Rust may panic, which is no Exception
        return {
            'problem': f"can't be read, it seems to be damaged ({reason_of(error)}); save it again in its own program"
        }


def _result(file):
    if 'target' in file:
        return unpack(file['name'], file['type'], file['target'])
    description = describe(file['name'], file['type'])
    return {**description, 'imports': imports_of(_loads(description))}


def _seconds(size):
    """Long enough for the slowest reader on a busy machine, and less than a run may last."""
    mebibytes = size / 2**20
    return min(MOST_SECONDS, LEAST_SECONDS + SECONDS_PER_MIB * mebibytes) + mebibytes / SLOW_MIB_PER_SECOND


def _loads(description):
    """The `load` expressions of a description and of its sheets, tables or datasets."""
    parts = [part for value in description.values() if isinstance(value, list) for part in value]
    return [part['load'] for part in [description, *parts] if isinstance(part, dict) and 'load' in part]


def _write(report, line):
    report.write(json.dumps(line, allow_nan=False) + '\n')
    report.flush()
