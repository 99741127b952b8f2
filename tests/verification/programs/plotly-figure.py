import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
from plotly.subplots import make_subplots

df = pd.read_csv('sales.csv')
fig = px.bar(df, x='month', y='amount', color='region', title='Sales – by month')
fig.update_layout(template='plotly_white', yaxis_title='€')
fig.write_html('sales.html', include_plotlyjs='cdn')
grid = make_subplots(rows=1, cols=2)
grid.add_trace(go.Scatter(x=df['month'], y=df['amount'], mode='lines+markers'), row=1, col=1)
grid.write_html('grid.html')
print(fig.to_dict()['layout']['title'])
