if (n := len(a)) > 10: pass
if n := f(): pass
