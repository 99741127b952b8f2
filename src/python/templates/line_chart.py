import matplotlib.pyplot as plt
from slots import SLOT_FILE, SLOT_NAMES_LABEL, SLOT_TITLE, SLOT_VALUES_LABEL, chart_label, result

labels = [chart_label(name) for name in result.index]
longest = max((len(label) for label in labels), default=0)
step = len(labels) * (longest + 3) // 130 + 1  # 130 characters fit below the axis
figure, axes = plt.subplots(figsize=(12, 5), layout='constrained')
axes.plot(range(len(labels)), result.astype(float), marker='o')
axes.set_xticks(range(0, len(labels), step), labels[::step])
axes.set(title=SLOT_TITLE, xlabel=SLOT_NAMES_LABEL, ylabel=SLOT_VALUES_LABEL)
axes.grid(alpha=0.3)
figure.savefig(SLOT_FILE)
