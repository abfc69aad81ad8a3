match = 1
match[0] = 2
match.a = 3
match(1)
match (1), 2
match * 2
match -2
match: int = 1
case: int
match[a]: int
match in x
match if x else y
