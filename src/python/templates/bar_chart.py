import matplotlib.pyplot as plt
from slots import SLOT_FILE, SLOT_NAMES_LABEL, SLOT_TITLE, SLOT_VALUES_LABEL, chart_label, result

labels = [chart_label(name) for name in result.index]
figure, axes = plt.subplots(figsize=(9, max(3, 1.5 + 0.3 * len(labels))), layout='constrained')
axes.barh(range(len(labels)), result.astype(float))
axes.set_yticks(range(len(labels)), labels)
axes.invert_yaxis()
axes.set(title=SLOT_TITLE, xlabel=SLOT_VALUES_LABEL, ylabel=SLOT_NAMES_LABEL)
figure.savefig(SLOT_FILE)
