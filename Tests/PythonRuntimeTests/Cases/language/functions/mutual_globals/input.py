def show():
    return value * factor
value = 2
factor = 10
print(show())
value = 3
print(show())
def change():
    global value, created
    value += 1
    created = "new"
change()
print(value, created)
