while chunk := f(): pass
[y := 1, y ** 2]
x[a:=1]
x[(a:=1)]
{(a := 1)}
{a := 1}
assert (x := 1)
