def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

x = 3.14159
n = 42
s = 'text'
w = 10
show(lambda: (f'{x}'))
show(lambda: (f'{x:.2f}'))
show(lambda: (f'{n:05d}|{n:x}|{n:,}'))
show(lambda: (f'{s!r:>10}'))
show(lambda: (f'{s:>{w}}|{s:<{w}}|{s:^{w}}'))
show(lambda: (f'{x:{w}.{3}f}'))
show(lambda: (f'{n + 1}'))
show(lambda: (f'{{}}'))
show(lambda: (f'{n=}'))
show(lambda: (f'{n = }'))
show(lambda: (f'{x=:.2f}'))
show(lambda: (f'{s=}'))
show(lambda: (f'{s=!s}'))
show(lambda: (f'{[1, 2]}'))
show(lambda: (f'{None}'))
show(lambda: (f'{True:5}|'))
show(lambda: (f'{x:e} {x:g} {x:%}'))
show(lambda: (f'{1e20} {1e-7}'))
show(lambda: (f'{(1, "a")}'))
show(lambda: (f'{n!s:*^8}'))
show(lambda: (f'a{n}b{x}c'))
show(lambda: (f'{x:+.1f} {-x:+.1f} {x: .1f}'))
show(lambda: (f'{n:b} {n:o} {n:#b}'))
show(lambda: (f'{1000000:_}'))
show(lambda: (f'{x:10.3}|'))
show(lambda: (f'{s:.2}'))
show(lambda: (f'{[]:5}'))
show(lambda: (f'{s:d}'))
show(lambda: (f'{x:s}'))
show(lambda: (f'{None:5}'))
show(lambda: (f'{n:.2f}'))
show(lambda: (f'{n:c}'))
