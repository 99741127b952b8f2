#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Summarise orders by customer."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from dataclasses import asdict, dataclass, field
from functools import lru_cache, reduce
from pathlib import Path
from typing import Iterable, Optional

import pandas as pd

logging.basicConfig(level=logging.INFO, stream=sys.stderr, format='%(levelname)s %(message)s')
logger = logging.getLogger(__name__)

BASE_DIR = os.path.dirname(os.path.abspath(__file__))
DATA = Path(__file__).resolve().parent / 'orders.csv'


@dataclass
class Summary:
    customer: str
    total: float = 0.0
    orders: list[int] = field(default_factory=list)

    def __post_init__(self):
        self.customer = self.customer.title()

    def __lt__(self, other: Summary) -> bool:
        return self.total < other.total

    def __repr__(self):
        return f'{self.__class__.__name__}({self.customer!r})'


class Base:
    def __init__(self, name: str, *args, **kwargs):
        super().__init__()
        self.name = name
        self.__dict__.update(kwargs)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc, tb):
        return False


@lru_cache(maxsize=None)
def factor(n: int) -> int:
    return 1 if n < 2 else n * factor(n - 1)


def summarise(rows: Iterable[tuple], limit: Optional[int] = None) -> list[Summary]:
    found: dict[str, Summary] = {}
    for customer, number, amount in rows:
        entry = found.setdefault(customer, Summary(customer))
        entry.total += amount
        entry.orders.append(number)
    return sorted(found.values(), reverse=True)[:limit]


def main(argv=None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--limit', type=int, default=10)
    options = parser.parse_args(argv)
    try:
        df = pd.read_csv(DATA if DATA.exists() else os.path.join(BASE_DIR, 'orders.csv'))
    except FileNotFoundError as error:
        logger.error('missing %s', error.filename)
        return 1
    except (pd.errors.ParserError, UnicodeDecodeError) as error:
        print(f'{type(error).__name__}: {error}', file=sys.stderr)
        return 1
    with Base('x', y=1) as base:
        logger.info('%s %d', base.name, factor(5))
    for summary in summarise(df[['customer', 'id', 'amount']].itertuples(index=False), vars(options)['limit']):
        print(asdict(summary))
    print(reduce(lambda a, b: a + b, df['amount'], 0))
    return 0


if __name__ == '__main__':
    sys.exit(main())
