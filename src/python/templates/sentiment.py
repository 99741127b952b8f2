from slots import polarity, sentiment_summary

result = sentiment_summary(polarity)
