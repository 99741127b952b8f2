"""Numbers of one dataset of an HDF5 or NetCDF file; what is missing or infinite is left out."""

from typing import Any

import numpy as np

from templates.answers import plain


def numbers_of(values: np.ndarray) -> dict[str, object]:
    """Mean, minimum and maximum; nothing where no value is a number."""
    present = values[np.isfinite(values)]
    if present.size == 0:
        return {}
    return {'mean': plain(present.mean()), 'min': plain(present.min()), 'max': plain(present.max())}


def dataset_numbers(dataset: Any, functions: list[str], units: str | None) -> dict[str, object]:
    """These numbers over the whole dataset, with how many values they are about."""
    values = np.asarray(dataset, dtype=float)
    numbers = numbers_of(values)
    if not numbers:
        raise SystemExit('The dataset holds no numbers.')
    present = int(np.isfinite(values).sum())
    counts = {'units': units, 'values': present, 'missing': int(values.size) - present}
    return {**{name: numbers[name] for name in functions}, **counts}


def numbers_by_axis(dataset: Any, functions: list[str], *, axis: int, labels: Any) -> dict[str, dict[str, object]]:
    """These numbers for each entry of one axis, which the labels name; None where an entry holds no number."""
    values = np.asarray(dataset, dtype=float)
    entries = np.moveaxis(values, axis, 0).reshape(values.shape[axis], -1)
    result = {}
    for label, entry in zip(np.asarray(labels).astype(str).tolist(), entries, strict=False):
        numbers = numbers_of(entry)
        result[label] = {name: numbers.get(name) for name in functions}
    return result
