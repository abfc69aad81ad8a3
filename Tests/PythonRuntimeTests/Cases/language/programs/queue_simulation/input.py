import_order = []
class Task:
    count = 0
    def __init__(self, name, gen):
        Task.count += 1
        self.id, self.name, self.gen = Task.count, name, gen
def worker(n, label):
    for i in range(n):
        print(label, i)
        yield
    return label * n
tasks = [Task(l, worker(n, l)) for l, n in (("a", 2), ("b", 3), ("c", 1))]
done = {}
while tasks:
    t = tasks.pop(0)
    try: next(t.gen)
    except StopIteration as s: done[t.id] = s.value
    else: tasks.append(t)
print(done)
