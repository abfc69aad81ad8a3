import pandas as pd

pd.set_option("display.max_columns", 20) if hasattr(pd, "set_option") else None
pd.DataFrame({"step": range(100), "loss": [1.0 / (i + 1) for i in range(100)]})
pd.Series(range(100), name="n")
pd.DataFrame({"i": range(61)})
pd.DataFrame({"i": range(60)}).shape
pd.DataFrame({f"column number {i}": [i, i + 0.5] for i in range(9)})
pd.DataFrame({f"c{i}": [i] for i in range(25)})
pd.Series([0.1] * 70)
pd.Series(["word"] * 70)
