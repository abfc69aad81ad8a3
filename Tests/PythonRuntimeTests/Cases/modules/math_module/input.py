import math
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(math.pi, math.e, math.tau, math.inf, math.nan)
for f in (math.sin, math.cos, math.tan, math.exp, math.sqrt, math.atan, math.sinh, math.cosh, math.tanh, math.asinh, math.erf, math.erfc, math.gamma, math.lgamma, math.log1p, math.expm1, math.log, math.log2, math.log10, math.cbrt, math.exp2, math.degrees, math.radians, math.fabs):
    print(f.__name__, f(0.7), f(2))
print(math.asin(0.5), math.acos(0.5), math.acosh(2), math.atanh(0.5), math.atan2(1, -1), math.hypot(3, 4), math.hypot(1, 2, 3), math.dist((0, 0), (1, 1)), math.pow(2, 0.5))
print(math.floor(2.7), math.ceil(2.1), math.trunc(-2.7), math.floor(-2.5), math.ceil(1e20), math.floor(True), math.fmod(-7, 3), math.remainder(7, 4), math.modf(2.75), math.modf(-1.5), math.frexp(8.5), math.ldexp(0.5, 4), math.copysign(3, -0.0))
print(math.factorial(10), math.factorial(25), math.comb(10, 3), math.perm(5, 2), math.perm(4), math.gcd(12, 18), math.gcd(), math.lcm(4, 6), math.isqrt(17), math.isqrt(10**30), math.comb(50, 25))
print(math.fsum([0.1] * 10), sum([0.1] * 10), math.prod([1, 2, 3.5]), math.prod([], start=4), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-10), math.isclose(0, 1e-10, abs_tol=1e-9))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.log(8, 2), math.log(10**100), math.log2(2**200), math.log10(10**50), math.nextafter(1, 2), math.ulp(1.0))
attempt(lambda: math.sqrt(-1))
attempt(lambda: math.log(0))
attempt(lambda: math.log(-1))
attempt(lambda: math.exp(1000))
attempt(lambda: math.sqrt("a"))
attempt(lambda: math.factorial(-1))
attempt(lambda: math.factorial(1.5))
attempt(lambda: math.floor(math.nan))
attempt(lambda: math.floor(math.inf))
attempt(lambda: math.acos(2))
attempt(lambda: math.pow(0, -1))
attempt(lambda: math.pow(10, 400))
attempt(lambda: math.fmod(1, 0))
attempt(lambda: math.gamma(0))
attempt(lambda: math.comb(-1, 2))
attempt(lambda: math.isqrt(-1))
attempt(lambda: math.sqrt())
attempt(lambda: math.ldexp(1.0, 5000))
attempt(lambda: math.dist((1,), (1, 2)))
attempt(lambda: math.nope)
class F:
    def __float__(self): return 4.0
    def __floor__(self): return "floored"
    def __ceil__(self): return "ceiled"
    def __trunc__(self): return "cut"
print(math.sqrt(F()), math.floor(F()), math.ceil(F()), math.trunc(F()))
print(math.sqrt(10**40), math.hypot(), math.hypot(1e300, 1e300), math.hypot(-2), math.fsum([1e100, 1, -1e100]), math.fsum([]))
