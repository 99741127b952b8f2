"""Turns texts such as "$1,234.50", "(5)", "12 %" or "1 234,5-" into numbers by a step that follows the reading of a table."""

import re
from collections.abc import Hashable
from dataclasses import dataclass

import pandas as pd

from describers.base.loading import try_run
from describers.base.plain import clean_text
from describers.tables.dates import MAX_LABEL, text_columns
from describers.tables.table_end import is_number

SPACES = ' \u00a0\u2009\u202f'
CODES = 'USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|INR|CNY|RMB|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|BRL|MXN|ARS|ZAR|KRW|TRY|RUB|UAH|SGD|HKD|THB'
CURRENCY = rf'(?:US|CA|AU|NZ|HK|R)?\$|[€£¥₹₽₩₺₪฿₫₴₦]|{CODES}|Rs\.?|kr\.?|Kč|zł|Fr\.'
AMOUNT = re.compile(
    rf'\s*(?P<open>\()?\s?(?P<sign>[-+−–])?\s?(?P<before>{CURRENCY})?\s?(?P<inner>[-−–])?'
    rf"(?P<number>\d[\d.,'’{SPACES}]*|[.,]\d+)\s?(?P<after>{CURRENCY}|%|‰)?(?P<trailing>[-−])?\s?(?P<close>\))?\s*"
)
POINT = re.compile(rf"(?:\d{{1,3}}(?:[,'’{SPACES}]\d{{2,3}})*[,'’{SPACES}]\d{{3}}|\d+)?(?:\.\d+)?\.?")
COMMA = re.compile(rf"(?:\d{{1,3}}(?:[.'’{SPACES}]\d{{3}})+|\d+)?(?:,\d+)?")
MAX_COLUMNS = 20
FIRST = 50


@dataclass(frozen=True)
class Amounts:
    """How the texts of one column are written."""

    mark: str
    """Currency or percent sign; empty where none stands there."""
    point: str
    example: str
    """The oddest of the first texts."""
    removed: str
    """A pattern of all that is no part of the number; empty where nothing is."""
    brackets: bool
    trailing: bool
    minus: bool
    """Another character than the hyphen is the minus sign."""


def with_amounts(frame: pd.DataFrame) -> tuple[str, pd.DataFrame, list[str]]:
    """The step, its frame and what is said of it; an empty step where no column holds such texts."""
    found = {label: amounts for label in text_columns(frame)[:MAX_COLUMNS] if (amounts := _amounts_of(frame, label))}
    if not found:
        return '', frame, []
    parts = ', '.join(f'{label!r}: lambda table: {_conversion(label, amounts)}' for label, amounts in found.items())
    step = f'.assign(**{{{parts}}})'
    converted = try_run(f'table{step}', table=frame)
    if converted is None or not all(is_number(converted[label].dtype) for label in found):
        return '', frame, []
    return step, converted, [_note(label, amounts) for label, amounts in found.items()]


def _amounts_of(frame: pd.DataFrame, label: Hashable) -> Amounts | None:
    column = frame[label]
    if not 0 < len(str(label)) <= MAX_LABEL or _read(column.iloc[:FIRST].dropna().tolist()) is None:
        return None
    return _read(column.dropna().unique().tolist())


def _read(texts: list[object]) -> Amounts | None:
    found = [AMOUNT.fullmatch(text) if isinstance(text, str) else None for text in texts]
    matches = [match for match in found if match is not None]
    if not matches or len(matches) < len(found) or any(bool(each['open']) != bool(each['close']) for each in matches):
        return None
    marks = {mark for each in matches for mark in (each['before'], each['after']) if mark}
    numbers = [each['number'].strip() for each in matches]
    point = next((mark for mark, style in (('.', POINT), (',', COMMA)) if all(map(style.fullmatch, numbers))), None)
    plain = not marks and not any(each['open'] or each['trailing'] or _odd_minus(each) for each in matches)
    if point is None or len(marks) > 1 or (plain and all(map(str.isdecimal, numbers))):
        return None
    mark = next(iter(marks), '')
    example = max(matches, key=lambda each: (bool(each['open']), bool(each['before'] or each['after']), len(each[0])))[
        0
    ]
    return Amounts(
        mark=mark,
        point=point,
        example=example,
        removed=_removed([each.string for each in matches], [each['number'] for each in matches], mark, point),
        brackets=any(each['open'] for each in matches),
        trailing=any(each['trailing'] for each in matches),
        minus=any(_odd_minus(each) for each in matches),
    )


def _odd_minus(match: re.Match[str]) -> bool:
    return any(match[name] in ('−', '–') for name in ('sign', 'inner', 'trailing'))


def _conversion(label: Hashable, amounts: Amounts) -> str:
    source = f'table[{label!r}]'
    if amounts.removed:
        source += f'.str.replace({_raw(amounts.removed)}, "", regex=True)'
    if amounts.minus:
        source += '.str.replace("[−–]", "-", regex=True)'
    if amounts.brackets:
        source += r'.str.replace(r"^\((.*)\)$", r"-\1", regex=True)'
    if amounts.trailing:
        source += r'.str.replace(r"^(.*)-$", r"-\1", regex=True)'
    if amounts.point == ',':
        source += '.str.replace(",", ".")'
    return f'{source}.astype(float)'


def _raw(pattern: str) -> str:
    return repr(pattern) if "'" in pattern or '\\' not in pattern else f"r'{pattern}'"


def _removed(texts: list[str], numbers: list[str], mark: str, point: str) -> str:
    """A pattern of all that is no part of the number."""
    characters = {character for number in numbers for character in number if not character.isdigit()} - {point}
    characters |= {'+'} & set(''.join(texts))
    spaces = r'\s' if any(character.isspace() for text in texts for character in text) else ''
    listed = ''.join(sorted(character for character in characters if not character.isspace()))
    inside = (mark if len(mark) == 1 else '') + listed + spaces
    word = re.escape(mark) if len(mark) > 1 else ''
    return '|'.join(part for part in (word, f'[{inside}]' if inside else '') if part)


def _note(label: Hashable, amounts: Amounts) -> str:
    means = ' (brackets mean minus)' if amounts.brackets else ''
    unit = f', in {amounts.mark}' if amounts.mark else ''
    shown, example = clean_text(str(label), 40), clean_text(amounts.example, 30)
    return f'Column "{shown}" holds amounts as text such as "{example}"; `load` turns them into numbers{unit}{means}.'
