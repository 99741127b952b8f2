import pandas as pd

df = pd.read_csv('sales.csv')
limit = df['amount'].quantile(0.9)
top = df.query('amount > @limit and region == "North"')
ratio = df.eval('amount / quantity')
name = 'amount'
print(top.shape[0], ratio.mean(), getattr(df[name], 'max')())
for how in ['min', 'max', 'mean']:
    print(how, getattr(df[name], how)())
