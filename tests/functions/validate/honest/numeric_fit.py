import gc
import warnings

import numpy as np
from scipy import optimize, stats
from scipy.signal import savgol_filter


def numeric_fit(x: list[float], y: list[float], degree: int = 1) -> dict[str, float]:
    warnings.filterwarnings("ignore", category=RuntimeWarning)
    xs, ys = np.asarray(x, dtype=float), savgol_filter(np.asarray(y, dtype=float), 3, 1)
    parameters, covariance = optimize.curve_fit(lambda v, a, b: a * v + b, xs, ys)
    slope, intercept, r, p, _ = stats.linregress(xs, ys)
    gc.collect()
    return {"a": float(parameters[0]), "b": float(parameters[1]), "r": float(r), "p": float(p), "var": float(covariance[0, 0])}
