import random
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
for seed in (0, 1, 42, -5, 123456789012345678901234567890, "hello", b"bytes", 3.5, True, ""):
    random.seed(seed); print(repr(seed), random.random(), random.randint(1, 100), random.getrandbits(70))
random.seed(42)
print([random.random() for _ in range(3)], random.uniform(1, 10), random.randrange(10), random.randrange(5, 50, 5), random.randrange(10, 0, -3))
print(random.gauss(0, 1), random.gauss(), random.normalvariate(5, 2), random.expovariate(1.5), random.triangular(0, 10, 3), random.betavariate(2, 3), random.gammavariate(2, 1), random.gammavariate(0.5, 1), random.lognormvariate(0, 1), random.vonmisesvariate(1, 2), random.paretovariate(3), random.weibullvariate(1, 2))
x = list(range(10)); random.shuffle(x); print(x, random.choice("abc"), random.choices([1, 2, 3], k=5), random.choices("ab", weights=[1, 9], k=5), random.choices("ab", cum_weights=[1, 2], k=3))
print(random.sample(range(100), 5), random.sample([1, 2, 3], 3), random.sample(range(10**6), 3), random.sample("ab", counts=[3, 2], k=3), random.randbytes(5))
s = random.getstate(); a = random.random(); random.setstate(s); print(a == random.random())
r = random.Random(7); print(r.random(), r.randint(0, 9), r.choice([1, 2]), random.Random(7).random())
for _ in range(1300): random.random()
print(random.random())
attempt(lambda: random.choice([]))
attempt(lambda: random.randint(5, 1))
attempt(lambda: random.sample([1], 2))
attempt(lambda: random.randrange(0))
attempt(lambda: random.seed([]))
attempt(lambda: random.sample({1, 2}, 1))
