x, name = 3.14159, "Bob"
print(f"{x:.2f} {x:8.3f}| {x:<8.1f}| {name!r:>8} {name:^7}| {x=} {x = :.1f} {name=}")
w, p = 10, 3
print(f"{x:{w}.{p}f}", f"{1+1} {'a' 'b'} {{}} {[i for i in range(3)]}", f"{x!s}", f"{name[0]}{name.upper()}")
print(f"{1000000:,} {0.5:%} {255:x} {255:#b} {5:03d} {-5:+d} {1e10:g}")
print(f'{f"{x:.1f}"}', f"{lambda_ if False else 1}" if False else "", f"a" "b" f"{1}")
d = {"k": 5}
print(f"{d['k']}", f"{(lambda v: v * 2)(4)}", f"{x if x > 5 else 'small'}")
