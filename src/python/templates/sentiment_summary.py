def sentiment_summary(polarity):
    """How many texts are positive, negative and neutral, and their mean polarity."""
    return {
        'texts': len(polarity),
        'positive': int((polarity > 0).sum()),
        'negative': int((polarity < 0).sum()),
        'neutral': int((polarity == 0).sum()),
        'mean_polarity': round(float(polarity.mean()), 4) if len(polarity) else None,
    }
