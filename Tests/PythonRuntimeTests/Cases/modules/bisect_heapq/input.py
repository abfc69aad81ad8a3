import bisect, heapq
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 0), bisect.bisect_left(a, 9, 1, 3))
bisect.insort(a, 4); bisect.insort_left(a, 3); print(a, bisect.bisect([(1, "a"), (2, "b")], 1, key=lambda x: x[0]))
h = [5, 2, 8, 1, 9, 3]; heapq.heapify(h); print(h)
heapq.heappush(h, 0); print(h, heapq.heappop(h), heapq.heappop(h), h)
print(heapq.nlargest(2, [3, 1, 4, 1, 5]), heapq.nsmallest(2, [3, 1, 4, 1, 5]), heapq.nlargest(1, ["a", "bbb"], key=len), heapq.heappushpop([1, 2], 0), heapq.heapreplace([1, 2], 5))
print(list(heapq.merge([1, 4], [2, 3], [0, 9])), list(heapq.merge([3, 1], [4, 2], reverse=True)))
try: heapq.heappop([])
except IndexError as e: print(e)
