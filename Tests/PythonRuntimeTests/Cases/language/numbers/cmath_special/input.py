# Every function of cmath on zeros, infinities, NaNs, branch cuts and numbers near the limits of floats.
import cmath
inf, nan = float("inf"), float("nan")
parts = [-inf, -2.0, -1.0, -0.0, 0.0, 0.5, 1.0, inf, nan]
names = "exp sqrt cos sin tan cosh sinh tanh acos asin atan acosh asinh atanh log log10".split()
def show(name, *arguments):
    try:
        return str(getattr(cmath, name)(*arguments))
    except (ValueError, OverflowError) as error:
        return type(error).__name__[0] + ":" + str(error)
for name in names:
    for x in parts:
        print(name, x, " ".join(show(name, complex(x, y)) for y in parts))
for name in names:
    print(name, " ".join(show(name, z) for z in (1e308 + 1e308j, 710.5 + 1j, -711 - 2j, 5e-324 + 5e-324j, 1 + 1e-200j,
                                                 -1e-310 + 3e-309j, 0.8 + 0.6j, 1e160 - 1e-160j, 3, True, 0.1j)))
for r in parts:
    print("rect", r, " ".join(show("rect", r, phi) for phi in parts))
print([show("polar", z) for z in (1 + 1j, -1, complex(inf, nan), 1.5e308 + 1.5e308j)], show("phase", -0.0))
print(show("log", 8, 2), show("log", 2, 1), show("log", 0), show("log", 2, 0), show("log", -1, 1j))
print(cmath.isclose(1, 1 + 1e-10j), cmath.isclose(1, 1.1, abs_tol=0.2), cmath.isclose(inf, inf), cmath.isclose(1, inf))
print(show("isclose", 1, 1))
try:
    cmath.isclose(1, 1, rel_tol=-1)
except ValueError as error:
    print(error)
cmath.exp("x")
