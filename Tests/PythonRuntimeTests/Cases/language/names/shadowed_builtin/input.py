print(len([1, 2]))
len = lambda x: "mine"
print(len([1, 2]))
del len
print(len([1, 2]))
sum = 0
for i in range(4): sum += i
print(sum)
