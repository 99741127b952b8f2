import contextlib
import sqlite3

import pandas as pd

orders = pd.read_csv('orders.csv')
with contextlib.closing(sqlite3.connect(':memory:')) as connection:
    orders.to_sql('orders', connection, index=False)
    top = pd.read_sql_query('select customer, sum(amount) as total from orders group by 1 order by 2 desc limit ?', connection, params=(5,))
    for row in connection.execute('select count(*) from orders'):
        print(row[0])
print(top.to_dict('records'))
