import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial import cKDTree
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA

points = pd.read_csv('points.csv')[['lon', 'lat']].to_numpy(dtype=float)
tree = cKDTree(points)
distances, indices = tree.query(points, k=2)
labels = KMeans(n_clusters=3, n_init='auto', random_state=0).fit_predict(points)
components = PCA(n_components=1).fit_transform(points - points.mean(axis=0))
groups = fcluster(linkage(points, 'ward'), t=3, criterion='maxclust')
frame = pd.DataFrame(points, columns=['lon', 'lat']).assign(label=labels, group=groups)
frame['nearest'] = distances[:, 1]
frame.loc[frame['nearest'] > 1, 'label'] = -1
frame[['lon', 'lat']] = frame[['lon', 'lat']].round(4)
np.savetxt('components.txt', components, fmt='%.4f')
print(frame.groupby('label').agg(n=('lon', 'size'), far=('nearest', 'max')).to_json())
