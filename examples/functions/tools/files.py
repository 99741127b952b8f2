"""Files that come with a call, and files that a call leaves behind."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

from matplotlib.figure import Figure


@dataclass
class FileReport:
    name: str
    bytes: int
    rows: int
    columns: list[str]
    empty_cells: dict[str, int] = field(default_factory=dict)


def analyze_file(file_path: Path, deep_scan: bool = False) -> FileReport:
    """Look at a CSV file and say what is in it.

    Args:
        file_path: A CSV file whose first line names the columns.
        deep_scan: Whether to count the empty cells of every column, too.
    """
    text = file_path.read_text(encoding='utf-8-sig')
    columns, *rows = csv.reader(text.splitlines())
    report = FileReport(file_path.name, file_path.stat().st_size, len(rows), columns)
    if deep_scan:
        report.empty_cells = {
            column: sum(not row[index].strip() for row in rows) for index, column in enumerate(columns)
        }
    return report


def plot_sales(sales: dict[str, float], title: str = 'Sales') -> Path:
    """Draw one bar for every entry and leave the picture as a PNG file.

    Args:
        sales: What to draw, from left to right.
        title: What stands above the bars.

    Returns:
        The name of the picture.
    """
    figure = Figure(figsize=(8, 4), layout='constrained')
    axes = figure.subplots()
    axes.bar_label(axes.bar(list(sales), list(sales.values())))
    axes.set_title(title)
    picture = Path('sales.png')
    figure.savefig(picture, dpi=100)
    return picture
