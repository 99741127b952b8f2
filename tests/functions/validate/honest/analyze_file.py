from pathlib import Path

import numpy as np
import pandas as pd


def analyze_file(file_path: Path, deep_scan: bool = False) -> dict:
    """Analyze a CSV file and return statistics."""
    df = pd.read_csv(file_path)
    result = {
        "rows": len(df),
        "columns": list(df.columns),
        "missing": df.isna().sum().to_dict(),
    }
    if deep_scan:
        numeric = df.select_dtypes(include=[np.number])
        result["describe"] = numeric.describe().to_dict()
        result["skew"] = {c: float(numeric[c].skew()) for c in numeric}
    return result
