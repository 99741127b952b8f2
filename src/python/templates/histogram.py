import matplotlib.pyplot as plt
from slots import SLOT_COLUMN, SLOT_FILE, SLOT_TITLE, SLOT_VALUES_LABEL, data, plain

figure, axes = plt.subplots(figsize=(9, 5), layout='constrained')
counts, edges, _ = axes.hist(data[SLOT_COLUMN].dropna(), bins=20)
axes.set(title=SLOT_TITLE, xlabel=SLOT_VALUES_LABEL, ylabel='rows')
figure.savefig(SLOT_FILE)
result = [
    {'from': plain(low), 'to': plain(high), 'rows': int(count)}
    for low, high, count in zip(edges, edges[1:], counts, strict=False)
]
