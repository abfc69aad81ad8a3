import time, sys, gc
a = time.time(); b = time.perf_counter(); time.sleep(0.001); c = time.perf_counter()
print(c > b, isinstance(a, float), isinstance(time.time_ns(), int), time.monotonic() > 0, time.process_time() >= 0)
try: time.sleep(-1)
except ValueError as e: print(e)
print(sys.maxsize, sys.version_info[:2], sys.byteorder, sys.getrecursionlimit(), "sys" in sys.modules, sys.float_info.max, sys.float_info.epsilon, isinstance(gc.collect(), int), gc.isenabled())
try: sys.exit(3)
except SystemExit as e: print("exit", e.code, e)
try: 1 / 0
except ZeroDivisionError: print(sys.exc_info()[0].__name__, sys.exc_info()[1])
print(sys.exc_info(), sys.getsizeof(1), sys.getsizeof(""), sys.intern("a"))
