import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    warnings.warn("careful")
    warnings.warn("old", DeprecationWarning)
    warnings.warn(UserWarning("obj"))
    print(len(w), [str(x.message) for x in w], [x.category.__name__ for x in w])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try: warnings.warn("now an error", RuntimeWarning)
    except RuntimeWarning as e: print("raised", e)
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="quiet.*")
    warnings.warn("quiet please")
warnings.filterwarnings("ignore")
warnings.warn("never seen")
try: warnings.warn("x", int)
except TypeError as e: print(e)
