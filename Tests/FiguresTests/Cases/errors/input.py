import matplotlib.pyplot as plt
from matplotlib import colors

fig, ax = plt.subplots()
ax.plot([1, 2, 3], [1, 2])
ax.plot([1, 2], "zz")
ax.scatter([1, 2], [1])
ax.plot([1, 2], color="nocolor")
print(colors.to_rgba("nocolor"))
colors.to_rgba((0.1, 0.2, 2.0))
print(colors.to_rgba("0.5"), colors.to_rgba("#ff000080"), colors.to_rgba(("red", 0.5)))
print(colors.to_hex("tab:blue"), colors.to_hex((0.1, 0.2, 0.3)), colors.to_hex("rebeccapurple"))
plt.subplot(2, 2, 5)
ax.set_xticks([1, 2], ["a"])
ax.set_title("t", loc="nowhere")
ax.contour([1, 2, 3])
ax.contour([[1, 2], [3, 4]], levels=[2, 1])
