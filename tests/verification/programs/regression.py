import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf
from scipy import signal, stats

df = pd.read_csv('history.csv')
X = sm.add_constant(df[['price', 'advertising']])
model = sm.OLS(df['sales'], X).fit()
formula = smf.ols('sales ~ price + C(region)', data=df).fit()
peaks, _ = signal.find_peaks(df['sales'].to_numpy())
r, p = stats.pearsonr(df['price'], df['sales'])
print(model.summary())
print({'r_squared': round(model.rsquared, 4), 'coefficients': model.params.to_dict(), 'p': float(p), 'r': float(r)})
print(formula.pvalues, peaks)
