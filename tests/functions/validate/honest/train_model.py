import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def train_model(rows: list[dict], target: str, seed: int = 0) -> dict:
    df = pd.DataFrame(rows)
    X, y = df.drop(columns=[target]), df[target]
    numeric = X.select_dtypes("number").columns
    other = X.columns.difference(numeric)
    model = Pipeline(
        [
            ("prepare", ColumnTransformer([("num", StandardScaler(), numeric), ("cat", OneHotEncoder(handle_unknown="ignore"), other)])),
            ("model", RandomForestClassifier(n_estimators=50, random_state=seed, n_jobs=1)),
        ]
    )
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=seed)
    model.fit(X_train, y_train)
    predicted = model.predict(X_test)
    model.eval = None
    return {"accuracy": float(accuracy_score(y_test, predicted)), "f1": float(f1_score(y_test, predicted, average="macro")), "n": int(np.size(y_test))}
