n = 2**63 - 1
print(repr('' * n), b'' * n, [] * n, () * n, bytearray(b'') * n, repr(n * ''))
