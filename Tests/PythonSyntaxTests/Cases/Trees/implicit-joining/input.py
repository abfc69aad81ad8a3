x = [
  1,  # one

  2,
# two
]
y = (1 +
2)
