[[x for x in y] for y in z]
{k: [v for v in w] for k, w in d.items()}
