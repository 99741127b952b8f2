import hashlib
import inspect
import logging
import operator
from dataclasses import dataclass

import pandas as pd
from helpers_shared import Any, as_list, json


@dataclass
class Host:
    os: str
    sys: int


class Step:
    def run_first(self) -> str:
        return 'first'


def describe(host: object) -> str:
    match host:
        case Host(os='linux'):
            return 'a penguin'
        case Host(os=name, sys=_):
            return name
        case object(real=number):
            return str(number)
    return ''


def choose_by_name(kind: str, level: str, sign: str, path: str, hosts: list[str]) -> dict[str, Any]:
    logging.basicConfig(level=getattr(logging, level.upper(), logging.INFO))
    steps = [member for name, member in inspect.getmembers(Step(), inspect.ismethod) if name.startswith('run_')]
    return {
        'digest': getattr(hashlib, kind)(path.encode()).hexdigest(),
        'sum': getattr(operator, sign)(1, 2),
        'table': getattr(pd, f'read_{kind}')(path).to_dict(),
        'steps': [getattr(step, '__name__', '') for step in steps],
        'hosts': [describe(Host(name, 1)) for name in as_list(hosts)],
        'json': json.dumps(hosts),
    }
