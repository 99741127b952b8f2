import warnings

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score, classification_report, confusion_matrix
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

warnings.filterwarnings('ignore')
np.random.seed(42)
iris = load_iris(as_frame=True)
X, y = iris.data, iris.target
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=42, stratify=y)
numeric = X.select_dtypes('number').columns.tolist()
pipeline = Pipeline([
    ('prepare', ColumnTransformer([('num', StandardScaler(), numeric), ('cat', OneHotEncoder(handle_unknown='ignore'), [])])),
    ('model', RandomForestClassifier(n_estimators=50, n_jobs=-1)),
])
search = GridSearchCV(pipeline, {'model__max_depth': [2, 4, None]}, cv=3)
search.fit(X_train, y_train)
predicted = search.predict(X_test)
print(accuracy_score(y_test, predicted), search.best_params_, search.best_estimator_.__class__.__name__)
print(classification_report(y_test, predicted), confusion_matrix(y_test, predicted), sep='\n')
