"""Analyses that need a method of their own: opinions in texts, regression, and what users do."""

import itertools
import re
from collections import Counter
from typing import Any

import pandas as pd
import statsmodels.api as sm
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
from textblob import TextBlob

from templates.answers import plain, shown_name


def polarity(table: pd.DataFrame, column: str) -> pd.Series:
    """How positive each text is, from -1 to 1, as TextBlob rates English words; rows without text are left out."""
    texts = table.dropna(subset=[column])[column]
    return texts.map(lambda text: TextBlob(text).sentiment.polarity).astype(float)


def summed_up(polarities: pd.Series) -> dict[str, Any]:
    """How many texts are positive, negative and neutral, and their mean polarity."""
    return {
        'texts': len(polarities),
        'positive': int((polarities > 0).sum()),
        'negative': int((polarities < 0).sum()),
        'neutral': int((polarities == 0).sum()),
        'mean_polarity': round(float(polarities.mean()), 4) if len(polarities) else None,
    }


def sentiment(table: pd.DataFrame, column: str) -> dict[str, Any]:
    """The sentiment of the texts of one column."""
    return summed_up(polarity(table, column))


def sentiment_by_group(table: pd.DataFrame, column: str, by: str) -> dict[str, Any]:
    """The same for the texts of each group."""
    rated = table.dropna(subset=[column])
    groups = polarity(rated, column).groupby(rated[by], dropna=False)
    return {shown_name(name): summed_up(polarities) for name, polarities in groups}


def key_phrases(table: pd.DataFrame, column: str) -> dict[str, int]:
    """The 10 most frequent pairs of neighbouring words of which neither is a stop word."""
    pairs: Counter[str] = Counter()
    for text in table[column].dropna():
        for part in re.split(r'[^\w\s’\'-]+', text.lower()):
            words = part.split()
            pairs.update(
                f'{first} {second}'
                for first, second in itertools.pairwise(words)
                if first not in ENGLISH_STOP_WORDS and second not in ENGLISH_STOP_WORDS
            )
    ranked = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(ranked[:10])


def least_squares(table: pd.DataFrame, target: str, predictors: list[str]) -> dict[str, Any]:
    """Ordinary least squares of one column on others with an intercept; rows with a missing value are left out."""
    used = table[[target, *predictors]].dropna().astype(float)
    if len(used) <= len(predictors) + 1:
        raise SystemExit(f'{len(used)} complete rows are too few for {len(predictors)} predictors and an intercept.')
    model = sm.OLS(used[target], sm.add_constant(used[predictors], has_constant='add')).fit()
    names = ['intercept', *map(str, predictors)]
    return {
        'rows': len(used),
        'r_squared': plain(model.rsquared),
        'adjusted_r_squared': plain(model.rsquared_adj),
        'f_p_value': plain(model.f_pvalue),
        'coefficients': {name: plain(value) for name, value in zip(names, model.params.tolist(), strict=False)},
        'p_values': {name: plain(value) for name, value in zip(names, model.pvalues.tolist(), strict=False)},
    }


def user_behaviour(table: pd.DataFrame, user: str, action: str) -> dict[str, Any]:
    """Events and users in all and of each action, and the 10 users with most events, ties included."""
    events = table.groupby(action, dropna=False).size().sort_values(ascending=False, kind='stable')
    users = table.groupby(action, dropna=False)[user].nunique()
    active = table[user].value_counts().nlargest(10, keep='all')
    return {
        'events': len(table),
        'users': plain(table[user].nunique()),
        'by_action': [
            {'action': plain(name), 'events': int(count), 'users': int(users[name])} for name, count in events.items()
        ],
        'most_active': {str(name): int(count) for name, count in active.items()},
    }
