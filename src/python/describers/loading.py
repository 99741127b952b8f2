"""Builds `load` expressions and proves them by running them."""

import json
import warnings

import pandas as pd


class Expression(str):
    """Python source that is rendered as it is."""

    __repr__ = str.__str__


def call(function, *arguments, **options):
    """The source of a call; every argument is a Python literal."""
    rendered = [literal(argument) for argument in arguments]
    rendered += [f'{name}={literal(value)}' for name, value in options.items()]
    return f'{function}({", ".join(rendered)})'


def literal(value):
    """Python source of a value that reads back as the same value, safe for any text."""
    return repr(value)


def run(expression):
    """Evaluates a `load` expression exactly as generated code would."""
    with warnings.catch_warnings():
        warnings.simplefilter('error', pd.errors.DtypeWarning)
        return eval(expression, {'pd': pd, 'json': json})


def try_run(expression):
    """The value of the expression, or None when this file or this pandas refuses it."""
    try:
        return run(expression)
    except MemoryError:
        raise
    except Exception:
        return None


def open_text(name, encoding):
    """Source of an `open` call for a text file."""
    options = {'encoding': encoding.codec}
    if encoding.errors != 'strict':
        options['errors'] = encoding.errors
    return call('open', name, **options)
