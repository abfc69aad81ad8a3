"""`tqdm.auto`"""
from tqdm import tnrange, tqdm, tqdm_notebook, trange
