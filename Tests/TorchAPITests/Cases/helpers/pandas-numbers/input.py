import numpy as np
import pandas as pd
import torch

df = pd.DataFrame({"x": [1, 2, 3, 4], "y": [0.5, 1.5, 4.0, 8.25], "name": ["a", "b", "c", "d"]})
df.describe()
df["y"].describe()
df["x"].mean()
df["x"].sum()
df["y"].std()
df["y"].min(), df["x"].max()
df["y"].median()
df["y"].quantile(0.25)
df[["x", "y"]].mean()
df[["x", "y"]].sum()
df.count()
df["x"] / df["y"]
1 - df["y"]
-df["x"]
df["x"] == 2
df["y"].map(lambda v: v * 10)
df["name"].map({"a": 1, "b": 2})
df["name"] == "b"
torch.tensor(df["y"].values)
torch.tensor(df[["x", "y"]].values, dtype=torch.float32)
torch.from_numpy(df["x"].to_numpy())
pd.DataFrame(torch.arange(4.0).view(2, 2).numpy(), columns=["u", "v"])
pd.Series([1.0, float("nan"), 3.0]).mean()
pd.Series([1.0, float("nan"), 3.0]).isna()
pd.DataFrame({"a": [1.0, None], "b": [2.0, 3.0]}).dropna()
pd.DataFrame({"a": [1.0, None], "b": [2.0, 3.0]}).isna().sum()
pd.Series([True, False, True]).sum()
pd.isna(float("nan"))
np.mean(df["y"].to_numpy())
