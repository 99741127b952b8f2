def weighted_average(values: list[float], weights: list[float] | None = None, *, default: float = 0.0) -> float:
    """Average of values."""
    weights = weights or [1.0] * len(values)
    total = sum(weights)
    return sum(v * w for v, w in zip(values, weights, strict=True)) / total if total else default
