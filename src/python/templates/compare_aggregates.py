import pandas as pd
from slots import SLOT_FUNCTION, SLOT_SOURCES, SLOT_VALUES

sources = SLOT_SOURCES
totals = pd.DataFrame(
    {
        value: {name: source[value].agg(SLOT_FUNCTION) for name, source in sources.items()}
        for value in SLOT_VALUES
    }
)
