number = 5
print(nubmer)
