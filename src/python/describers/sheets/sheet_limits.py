"""How much of a workbook is described, and how it is said what is not."""

from describers.base.plain import clean_name
from describers.base.problem import FileProblem

MAX_SHEETS = 20
MAX_WARNINGS = 12
MAX_OTHER_NAMES = 300
BUDGET = 5_500
LEAST_BUDGET = 500
NO_SHEETS = 'holds no worksheets, only charts or macros; save the data as a sheet'


def budget_of_sheet(sheets: int) -> int:
    """Characters for each sheet of a workbook of so many; raises FileProblem for a workbook of none."""
    if not sheets:
        raise FileProblem(NO_SHEETS)
    return max(LEAST_BUDGET, BUDGET // min(sheets, MAX_SHEETS))


def other_sheets_note(titles: list[str]) -> list[str]:
    """Names the sheets after the first MAX_SHEETS, as far as there is room."""
    others = ', '.join(f'"{clean_name(title)}"' for title in titles[MAX_SHEETS:])
    if not others:
        return []
    shown = others if len(others) <= MAX_OTHER_NAMES else others[: MAX_OTHER_NAMES - 1] + '…'
    return [f'Sheets that are not described here: {shown}.']


def at_most(notes: list[str]) -> list[str]:
    """The first MAX_WARNINGS notes on sheets, and how many more there are."""
    left = len(notes) - MAX_WARNINGS
    return notes if left <= 0 else [*notes[:MAX_WARNINGS], f'Notes on sheets that were left out: {left}.']
