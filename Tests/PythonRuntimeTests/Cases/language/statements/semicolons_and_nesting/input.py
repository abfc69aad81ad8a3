x = 1; y = 2; print(x, y)
if x: print("one line"); print("two")
if not x: pass
elif y == 2:
    if True:
        print("nested")
else: print("no")
def f(): return 1; print("never")
print(f())
