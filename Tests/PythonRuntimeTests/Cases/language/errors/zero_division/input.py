def mean(v): return sum(v) / len(v)
mean([])
