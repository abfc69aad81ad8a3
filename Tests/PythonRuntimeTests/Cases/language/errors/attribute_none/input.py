r = print()
r.strip()
