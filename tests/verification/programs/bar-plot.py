import matplotlib

matplotlib.use('Agg')
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns
from matplotlib.ticker import FuncFormatter

sns.set_theme(style='whitegrid')
df = pd.read_csv('sales.csv')
fig, (left, right) = plt.subplots(1, 2, figsize=(12, 5))
df.groupby('category')['amount'].sum().sort_values().plot.barh(ax=left, color='#4477aa')
sns.boxplot(data=df, x='category', y='amount', ax=right)
left.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f'{value:,.0f} €'))
left.set_title('Umsatz je Kategorie – größte zuerst')
for patch in left.patches:
    left.annotate(f'{patch.get_width():.1f}', (patch.get_width(), patch.get_y()))
plt.tight_layout()
plt.savefig('sales.png', dpi=150, bbox_inches='tight')
plt.close(fig)
plt.show()
print('saved sales.png')
