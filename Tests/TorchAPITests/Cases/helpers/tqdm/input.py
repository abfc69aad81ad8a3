from tqdm import tqdm, trange
from tqdm.auto import tqdm as automatic

sum(i for i in tqdm(range(10)))
[i for i in trange(3, desc="epoch")]
bar = tqdm([1, 2, 3], desc="batches", leave=False)
for i in bar:
    bar.set_description(f"batch {i}")
    bar.set_postfix(loss=0.5)
bar.n
bar.total
len(bar)
with tqdm(total=100) as progress:
    for i in range(4):
        progress.update(25)
progress.n
tqdm.write("a line")
for k, x in enumerate(automatic("ab")):
    print(k, x)
for a, b in tqdm(zip([1, 2], [3, 4]), total=2):
    print(a, b)
bool(tqdm([]))
