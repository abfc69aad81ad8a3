text = "the cat and the dog and the bird"
counts = {}
for w in text.split(): counts[w] = counts.get(w, 0) + 1
for w, c in sorted(counts.items(), key=lambda p: (-p[1], p[0])): print(f"{w:>5} {c} {'#' * c}")
print(max(counts, key=counts.get), {c: [w for w in counts if counts[w] == c] for c in set(counts.values())})
