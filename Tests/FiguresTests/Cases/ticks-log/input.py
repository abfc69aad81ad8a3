import random
import matplotlib.pyplot as plt

draw = random.Random(2)
fig, ax = plt.subplots()
ax.set_xscale("log")
ax.set_yscale("log")
for i in range(50):
    low = 10 ** draw.uniform(-9, 6)
    high = low * 10 ** draw.choice([draw.uniform(0.05, 1), draw.uniform(1, 4), draw.uniform(4, 20)])
    for axis, put in ((ax.xaxis, ax.set_xlim), (ax.yaxis, ax.set_ylim)):
        put(low, high)
        for minor in (False, True):
            ticks = axis.get_ticklocs(minor=minor)
            labels = [label.get_text() for label in axis.get_ticklabels(minor=minor)]
            print(" ".join(f"{tick:.9g}" for tick in ticks), "|", " ".join(labels))
