"""Charts of what a program found; the program saves the figure."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from templates.answers import plain, shown_name


def chart_label(name: object) -> str:
    """A short text for an axis; a dollar sign would start a formula."""
    text = shown_name(name)
    return (text if len(text) <= 40 else text[:39] + '…').replace('$', r'\$')


def bar_chart(values: pd.Series, *, title: str, names_label: str, values_label: str) -> Figure:
    """Horizontal bars, one below the other in the order of the values."""
    labels = [chart_label(name) for name in values.index]
    figure, axes = plt.subplots(figsize=(9, max(3, 1.5 + 0.3 * len(labels))), layout='constrained')
    axes.barh(range(len(labels)), values.astype(float))
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.set(title=title, xlabel=values_label, ylabel=names_label)
    return figure


def line_chart(values: pd.Series, *, title: str, names_label: str, values_label: str) -> Figure:
    """A line through the values in their order, with as many names below it as find room."""
    labels = [chart_label(name) for name in values.index]
    longest = max((len(label) for label in labels), default=0)
    step = len(labels) * (longest + 3) // 130 + 1  # 130 characters fit below the axis
    figure, axes = plt.subplots(figsize=(12, 5), layout='constrained')
    axes.plot(range(len(labels)), values.astype(float), marker='o')
    axes.set_xticks(range(0, len(labels), step), labels[::step])
    axes.set(title=title, xlabel=names_label, ylabel=values_label)
    axes.grid(alpha=0.3)
    return figure


def histogram(
    table: pd.DataFrame, column: str, *, title: str, values_label: str
) -> tuple[Figure, list[dict[str, object]]]:
    """How many rows fall into each of 20 equal ranges, as a chart and as numbers."""
    figure, axes = plt.subplots(figsize=(9, 5), layout='constrained')
    counts, edges, _ = axes.hist(table[column].dropna(), bins=20)
    axes.set(title=title, xlabel=values_label, ylabel='rows')
    ranges = zip(edges, edges[1:], counts, strict=False)
    return figure, [{'from': plain(low), 'to': plain(high), 'rows': int(count)} for low, high, count in ranges]
