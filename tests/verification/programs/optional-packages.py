import os
import sys

os.environ['OMP_NUM_THREADS'] = '1'
os.environ.setdefault('MPLBACKEND', 'Agg')

try:
    import networkx as nx
except ImportError:
    nx = None

try:
    import geopandas
except Exception:
    geopandas = None

sys.setrecursionlimit(5000)
sys.stdout.reconfigure(encoding='utf-8')
if 'df' not in globals():
    df = None
if len(sys.argv) > 5:
    sys.exit('too many')
print(nx is None, geopandas is None, df, sys.version_info >= (3, 10), os.path.splitext('a.csv'), os.getcwd())
