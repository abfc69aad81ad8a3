# Augmented assignments whose targets are variables, attributes and items, and texts that grow where they are.


class Noisy:
    def __iadd__(self, other):
        print("iadd", other)
        return self

    def __getitem__(self, index):
        print("get", index)
        return self

    def __setitem__(self, index, value):
        print("set", index)


class Holder:
    pass


def attribute_and_item(holder, key):
    holder.total += (lambda: 3)()
    holder.items[key] += 1
    holder.items[key] += (key := 7)
    holder.items[key] -= 1
    return holder.total, holder.items, key


def index_rebound(target, index):
    target[index] += 3
    target[index := index + 1] += 4
    return index


def between_yields(holder):
    holder.total += yield 1
    holder.items[7] += yield 2


def captured(holder):
    holder.total += 1
    return lambda: holder.total


def own_index(values):
    values[values[0]] += 10
    return values


holder = Holder()
holder.total = 1
holder.items = {5: 1, 7: 100}
print(attribute_and_item(holder, 5))
print(index_rebound(Noisy(), 1))
generator = between_yields(holder)
next(generator)
generator.send(40)
try:
    generator.send(50)
except StopIteration:
    print(holder.total, holder.items)
print(captured(holder)())
print(own_index([1, 2, 3]))


def unbound_attribute():
    missing.total += 1
    missing = holder


def unbound_item():
    missing[0] += 1
    missing = []


def deleted(holder):
    del holder
    holder.total += 1


for function in (unbound_attribute, unbound_item, lambda: deleted(holder)):
    try:
        function()
    except UnboundLocalError as error:
        print(error)


# At module level a call may rebind the variable that names the target.
def rebind(amount):
    global current
    current = Holder()
    current.total = 1000
    return amount


current = first = Holder()
current.total = 1
current.total += rebind(5)
print(first.total, current.total)


class Text(str):
    def __radd__(self, other):
        return "radd " + other


class Appending(str):
    def __iadd__(self, other):
        return Appending("iadd " + other)


def grow():
    text = ""
    for k in range(5):
        text += str(k)
    kept = text
    text += "-"
    key = {text: 1}
    text += "ä€"
    print(kept, text, len(text), hash(text) == hash(kept + "-ä€"), list(key))
    text = text + text
    text += text
    print(text, len(text), text[-1], text[6], text.isascii())
    text += Text("own")
    print(text, type(text).__name__)
    text = Appending("a")
    text += "b"
    print(text, type(text).__name__)
    text = "x"
    for letter in text:
        text += letter + "y"
    print(text)
    text = "ab"
    letters = iter(text)
    next(letters)
    text += "cd"
    print(list(letters), text)
    try:
        text += 1
    except TypeError as error:
        print(error, text)


grow()
line = ""
lines = []
for k in range(4):
    line += "ab"
    lines.append(line)
    line = line + str(k)
print(lines, line)


# Builtins that a name finds at a call, also after they are hidden or replaced.
def count(values):
    return len(values)


print(count([1, 2]))
try:
    len()
except TypeError as error:
    print(error)
try:
    len([], [])
except TypeError as error:
    print(error)
try:
    count(3)
except TypeError as error:
    print(error)
len = lambda values: -1
print(count([1, 2]))
del len
print(count([1, 2]), isinstance(1, int), max(1, 2), sorted([2, 1]), sum([1, 2], 3))
