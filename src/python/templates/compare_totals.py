import pandas as pd
from slots import SLOT_SOURCES, SLOT_VALUES

sources = SLOT_SOURCES
totals = pd.DataFrame(
    {
        value: {name: source[value].sum(min_count=1) for name, source in sources.items()}
        for value in SLOT_VALUES
    }
)
