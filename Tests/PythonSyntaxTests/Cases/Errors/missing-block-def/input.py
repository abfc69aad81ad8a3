def f():
z
