import math
print(pow(3, 200, 1000), pow(-3, 201, 1000), pow(3, -1, 7), pow(5, 0, 1), pow(2, 10, -1000), pow(0, 0, 5))
print((-1) ** 10, (-1) ** 11, 0 ** 5, 0 ** 0, 1 ** 100, (-7) ** 3, (10 ** 30) ** 3, (-(2 ** 70)) ** 2, (2 ** 70) ** 0)
print(math.gcd(2 ** 200, 6 ** 90) == 2 ** 90, math.gcd(-12, 18), math.gcd(0, 0), math.gcd(0, -5), math.lcm(2 ** 70, 6))
print(pow(3 ** 100, 5 ** 50, 7 ** 60), math.gcd(), math.lcm(), math.lcm(-4, 6, 10), math.lcm(3, 0))
for f in (math.factorial, math.perm):
    try:
        f(10 ** 30)
    except OverflowError as error:
        print(error)
