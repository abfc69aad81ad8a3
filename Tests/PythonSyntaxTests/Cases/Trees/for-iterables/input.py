for a in 1, 2: pass
for a in *b, c: pass
for a in b if c else d: pass
for x in lambda: y: pass
