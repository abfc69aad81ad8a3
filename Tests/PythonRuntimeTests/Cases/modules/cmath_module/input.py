import cmath
print(cmath.sqrt(-1), cmath.exp(1j * cmath.pi).real, cmath.phase(1j), cmath.polar(3 + 4j), cmath.rect(1, 0), cmath.log(1j), cmath.sqrt(3 + 4j), cmath.isnan(1j), cmath.isfinite(1))
try: cmath.log(0)
except ValueError as e: print(e)
