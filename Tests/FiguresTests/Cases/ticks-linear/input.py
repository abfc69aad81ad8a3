import random
import matplotlib.pyplot as plt

draw = random.Random(1)
fig, ax = plt.subplots()
for i in range(100):
    length = 10 ** draw.uniform(-6, 8)
    low = draw.choice([0, -length * draw.random(), draw.uniform(-1, 1) * length * 10 ** draw.uniform(-1, 5)])
    for axis, put in ((ax.xaxis, ax.set_xlim), (ax.yaxis, ax.set_ylim)):
        put(low, low + length)
        ticks = axis.get_majorticklocs()
        labels = [label.get_text() for label in axis.get_ticklabels()]
        print(" ".join(f"{tick:.12g}" for tick in ticks), "|", " ".join(labels), "|", axis.get_major_formatter().get_offset())
