"""Describes every file of a task; one JSON line tells which file is begun and one how it ended."""

import json
import sys
import warnings

from describers.problem import FileProblem
from describers.registry import describer

MAX_REASON = 300


def main(request):
    """`request` is JSON: a list of {name, type}. A file that fails never keeps the others from being described."""
    report = sys.stdout
    sys.stdout = sys.stderr  # whatever a parser prints must not mix with the report
    warnings.simplefilter('ignore')
    for index, file in enumerate(json.loads(request)):
        _write(report, {'begun': index})
        _write(report, {'index': index, **_describe(file)})
    sys.stdout = report


def _describe(file):
    try:
        return {'description': describer(file['type'])(file['name'], file['type'])}
    except FileProblem as problem:
        return {'problem': str(problem)}
    except MemoryError:
        return {'problem': 'needs more memory to be read than one run may use; split it or raise maxMemoryMiB'}
    except RecursionError:
        return {'problem': 'is nested too deeply to be read; flatten it'}
    except ImportError as error:
        return {'problem': f'needs the Python package "{error.name}", which is not installed; install it'}
    except Exception as error:
        reason = f'{type(error).__name__}: {error}'[:MAX_REASON]
        return {'problem': f'can\'t be read, it seems to be damaged ({reason}); save it again in its own program'}


def _write(report, line):
    report.write(json.dumps(line, allow_nan=False) + '\n')
    report.flush()
