from slots import SLOT_COLUMN, data
from textblob import TextBlob

data = data.dropna(subset=[SLOT_COLUMN])
polarity = data[SLOT_COLUMN].map(lambda text: TextBlob(text).sentiment.polarity).astype(float)
