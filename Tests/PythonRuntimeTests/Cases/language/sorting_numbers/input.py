# Long lists of numbers are sorted otherwise than short ones: the same order, and equal keys keep theirs.
def numbers(count, seed):
    made = []
    for _ in range(count):
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        made.append(seed >> 11)
    return made


def ordered(values):
    return all(not b < a for a, b in zip(values, values[1:]))


ints = [n - 2**52 for n in numbers(1000, 1)] + [2**63 - 1, -(2**63), 0, -1, 1]
s = sorted(ints)
print(ordered(s), s[:3], s[-3:], s == sorted(ints[::-1]), sum(s) == sum(ints))
print(sorted(ints, reverse=True) == s[::-1])

floats = [(n - 2**52) / 2**40 for n in numbers(1000, 2)] + [float("inf"), -float("inf"), 1e308, -1e308, 5e-324, -5e-324]
s = sorted(floats)
print(ordered(s), s[:3], s[-3:], s == sorted(floats[::-1]))

zeros = [0.0 if n % 2 else -0.0 for n in numbers(400, 3)] + [1.0, -1.0]
print([str(x) for x in sorted(zeros)][:401] == ["-1.0"] + [str(x) for x in zeros[:400]])

small = [n % 10 for n in numbers(1000, 4)]
pairs = list(zip(small, range(1000)))
s = sorted(pairs, key=lambda p: p[0])
print(all(a < b for a, b in zip(s, s[1:])))
s = sorted(pairs, key=lambda p: p[0], reverse=True)
print(all(a[0] > b[0] or (a[0] == b[0] and a[1] < b[1]) for a, b in zip(s, s[1:])))
s = sorted(pairs, key=lambda p: -p[0] / 4)
print(s[:3], s[-3:], all(a[0] > b[0] or (a[0] == b[0] and a[1] < b[1]) for a, b in zip(s, s[1:])))

nans = [1.0 * (n % 100) for n in numbers(500, 5)] + [float("nan")] * 3
print(len(sorted(nans)), sum(x != x for x in sorted(nans)))

up = list(range(1000))
print(sorted(up) == up, sorted(up[::-1]) == up, sorted(up + up) == sorted(up * 2), sorted(up[500:] + up[:500]) == up)
print(sorted(map(float, up[::-1])) == up)

lines = []
for i in range(5):
    lines.append(f"{i}: {i * 0.5:.2f} {'x'} {-i:03d} {10**i} {2**63 - 1 - i} {-2**63 + i} {'é'!r} {str(i)}")
print("\n".join(lines))
print(f"{0.001:.1f} {1e22:.3f} {123456789.125:.2f} {0.05:.10f} {1e-7:.3e} {12345:08d} {7:.20f}")
