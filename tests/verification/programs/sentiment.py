import re
from collections import Counter

import pandas as pd
from textblob import TextBlob

reviews = pd.read_csv('reviews.csv')
reviews['polarity'] = reviews['text'].astype(str).map(lambda text: TextBlob(text).sentiment.polarity)
reviews['label'] = pd.cut(reviews['polarity'], [-1.01, -0.1, 0.1, 1], labels=['negative', 'neutral', 'positive'])
words = Counter(word for text in reviews['text'] for word in re.findall('[a-z]{4,}', str(text).lower()))
print({'avg_sentiment': round(float(reviews['polarity'].mean()), 3), **reviews['label'].value_counts().to_dict()})
print(words.most_common(5))
