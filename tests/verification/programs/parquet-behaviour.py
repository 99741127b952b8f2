import pandas as pd
import pyarrow.parquet as pq

table = pq.read_table('events.parquet', columns=['user_id', 'event', 'timestamp'])
events = table.to_pandas()
events['hour'] = pd.to_datetime(events['timestamp']).dt.hour
top = events['event'].value_counts().head(10)
sessions = events.sort_values(['user_id', 'timestamp']).groupby('user_id')['timestamp'].diff().dt.total_seconds().gt(1800).sum()
result = {'total_events': len(events), 'unique_users': int(events['user_id'].nunique()), 'top': top.to_dict()}
print(result, events.groupby('hour').size().idxmax(), sessions)
