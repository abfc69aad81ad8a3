import helper
from helper import double, CONSTANT as C
import helper as h
print(helper.double(4), double(5), C, h is helper, helper.__name__, helper.counter())
print(helper.counter(), helper.Thing(3))
helper.CONSTANT = 99
print(helper.read(), C)
from helper import *
print(Thing(1))
try: helper.nope
except AttributeError as e: print(e)
try: from helper import nope
except ImportError as e: print(str(e).split(" (")[0])
helper.fail()
