import numpy as np
import pandas as pd

df = pd.DataFrame({"a": [1, 2, 3, 4], "b": [0.5, 1.5, 2.5, 3.5], "c": ["w", "x", "y", "z"]}, index=list("pqrs"))
df["a"]
df.b
df[["a", "c"]]
df.head(2)
df.tail(1)
df.iloc[0]
df.iloc[1:3]
df.iloc[[0, 2], 1]
df.iloc[-1, 0]
df.loc["q"]
df.loc["q", "b"]
df.loc["q":"r", ["a", "b"]]
df.loc[df["a"] > 2, "c"]
df[df["b"] < 2]
df[(df["a"] > 1) & (df["b"] < 3)]
df["d"] = df["a"] * 2 + df["b"]
df
df.loc["p", "b"] = 9.0
df.iloc[1, 0] = 7
df
df.shape
df.columns
df.index
pd.DataFrame({"a": [1]}).index
df.dtypes
df["missing"]
df.iloc[9]
df[["a", "b"]].to_numpy()
df["a"].values
df[["a"]].values.shape
len(df)
list(df)
"a" in df
df.drop(columns=["c", "d"])
df.sort_values("b", ascending=False)
for label, row in df[["a", "b"]].iterrows():
    print(label, row["a"], row["b"])
for name, column in df.items():
    print(name, column.tolist())
df.to_dict("records")
df["c"].tolist()
df["a"].astype(float)
df.columns = ["A", "B", "C", "D"]
df
df["A"][0:2]
pd.Series([3, 1, 2])[1]
pd.Series([3, 1, 2])[[0, 2]]
pd.Series([1.0, None, 3.0]).fillna(0)
pd.Series([1.0, None, 3.0]).dropna()
pd.Series([3, 1, 3]).unique().tolist()
pd.DataFrame({"a": [1, 2], "b": [1, 2, 3]})
pd.DataFrame({"a": 1, "b": 2})
df["E"] = [1, 2]
if df["A"] > 1: pass
