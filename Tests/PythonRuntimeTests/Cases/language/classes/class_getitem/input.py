class G:
    def __class_getitem__(cls, k): return f"{cls.__name__}[{k}]"
print(G[int], G["x"])
class H: pass
try: H[int]
except TypeError as e: print(e)
print(list[int], dict[str, int])
