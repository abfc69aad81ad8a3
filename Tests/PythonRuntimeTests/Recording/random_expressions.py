"""Prints blocks of random expressions in the form of expressions.txt; expression_cases.py runs it."""
import random
random.seed(7)
out=[]
def block(name, lines): out.append(f"=== {name}\n" + "\n".join(lines) + "\n")
ints=[0,1,-1,2,3,-7,10,255,-256,1000,2**31,2**32,2**62,2**63-1,-2**63,2**63,2**64,-2**64,10**18,10**19,-10**25,3**50]
ops=['+','-','*','//','%','&','|','^','<','==','>=','!=']
for k in range(20):
    L=[]
    for _ in range(40):
        a=random.choice(ints)+random.randrange(-3,4); b=random.choice(ints)+random.randrange(-3,4)
        L.append(f"({a}) {random.choice(ops)} ({b})")
        L.append(random.choice([f"divmod({a}, {b})",f"({a}) / ({b})",f"({a}) << {random.randrange(70)}",f"({a}) >> {random.randrange(70)}",f"({a}) ** {random.randrange(6)}",f"pow({a}, {random.randrange(50)}, {random.choice([7,-7,97,10**9+7,2**64])})",f"hash({a})",f"round({a}, {-random.randrange(1,12)})",f"float({a})",f"int(str({a}))",f"'%d %x' % ({a}, {b})",f"format({a}, '{random.choice(['d',',','x','b','_b','+','e','.3f','g'])}')"]))
    block(f"generated/integers_{k:02}",L)
floats=[0.0,-0.0,1.0,0.5,-1.5,2.5,0.1,1/3,1e16,1e-7,1e100,-1e300,123.456,7.0,-7.5,float('inf'),float('nan'),5e-324,4503599627370496.5]
def fl(): 
    x=random.choice(floats+[random.uniform(-100,100),round(random.uniform(-10,10),2)])
    return f"float('{x}')" if x!=x or abs(x)==float('inf') else f"({x!r})"
for k in range(20):
    L=[]
    for _ in range(40):
        a,b=fl(),fl()
        L.append(f"{a} {random.choice(['+','-','*','/','//','%','<','==','>='])} {b}")
        L.append(random.choice([f"divmod({a}, {b})",f"{a} ** {random.choice(['2','-1','0.5','3','0'])}",f"round({a}, {random.randrange(-3,6)})",f"round({a})",f"int({a})",f"{a}.hex()",f"{a}.as_integer_ratio()",f"hash({a}) if {a} == {a} else 0",f"str({a})",f"{a} + {random.choice(ints)}",f"{a} < {random.choice(ints)}",f"{random.choice(ints)} * {a}",f"{random.choice(ints)} == {a}",f"'%.{random.randrange(8)}{random.choice('efg')}' % {a}",f'f"{{{a}:{random.choice(["",".2f","10.4f","+.3e","g",".0f","08.2f",",.2f",".1%"])}}}"']))
    block(f"generated/floats_{k:02}",L)
strs=["''","'a'","'abc'","'hello world'","'aXbXc'","'  pad '","'éàü'","'日本語'","'a\\nb\\tc'","'123'","'ABCabc'","'😀x'","'a,b,,c'","'xxaxx'","'İß'"]
for k in range(20):
    L=[]
    for _ in range(40):
        s=random.choice(strs); t=random.choice(["'a'","'X'","','","''","'b'","'é'","' '","'bc'","'本'"]); n=random.randrange(-6,9); m=random.randrange(-6,9)
        L.append(random.choice([f"{s}.split({t})",f"{s}.rsplit({t}, {n})",f"{s}.split(None, {n})",f"{s}.rsplit(None, {n})",f"{s}.find({t}, {n}, {m})",f"{s}.rfind({t}, {n}, {m})",f"{s}.count({t}, {n}, {m})",f"{s}.replace({t}, '-', {n})",f"{s}[{n}:{m}]",f"{s}[{n}:{m}:{random.choice([1,2,-1,-2,3])}]",f"{s}[{n}]",f"{s}.startswith({t}, {n}, {m})",f"{s}.endswith({t}, {n}, {m})",f"{s}.center({n+5}, '*')",f"{s}.zfill({n+5})",f"{s}.partition({t})",f"{s}.rpartition({t})",f"{s}.strip({t})",f"{s} * {n}",f"{t} in {s}",f"{s} < {t}",f"{s}.index({t})",f"{s}.title()",f"{s}.swapcase()",f"repr({s} + {t})",f"{s}.encode()",f"list({s})[{n}:]",f"{s}.ljust({n+4}, '.')",f"sorted({s})",f"{t}.join({s})",f"{s}.removeprefix({t})",f"len({s} + {t})",f"{s}.expandtabs({n})",f"'{{:*^{abs(n)+5}.{abs(m)}}}'.format({s})",f"'%{n}.{abs(m)}s|' % {s}"]))
    block(f"generated/strings_{k:02}",L)
for k in range(20):
    L=["> a = " + repr([random.randrange(20) for _ in range(random.randrange(4,15))])]
    for _ in range(30):
        n,m,p=random.randrange(-8,9),random.randrange(-8,9),random.choice([1,2,-1,-2,3])
        L.append(random.choice([f"> a[{n}:{m}] = {[random.randrange(20) for _ in range(random.randrange(4))]}",f"> del a[{n}:{m}:{p}]",f"a[{n}:{m}:{p}]",f"a[{n}]",f"a.insert({n}, {m})",f"a.pop({n})",f"a.index({abs(m)})",f"a.count({abs(m)})",f"a.remove({abs(m)})",f"> a.append({m})",f"> a += [{n}, {m}]",f"a.sort(reverse={p>0})",f"a.sort(key=lambda x: x % 5)",f"a.reverse()",f"sorted(a, key=lambda x: -x)",f"a == sorted(a)",f"a < [{abs(n)}]",f"max(a, default=None), min(a, default=0), sum(a)",f"{n} in a",f"list(zip(a, a[1:]))",f"list(enumerate(a, {n}))[-2:]",f"a + [{n}]",f"a[:{n}] * 2",f"list(reversed(a))[{n}:]",f"(a.extend(range({abs(n)%4})), len(a))"]))
        L.append("a")
    block(f"generated/lists_{k:02}",L)
for k in range(15):
    L=["> d = {}","> s = set()"]
    keys=["1","'a'","(1, 2)","None","2.0","'b'","True","0","-1","'é'","frozenset()","3","10**20"]
    for _ in range(40):
        q=random.choice(keys);v=random.choice(["1","'x'","[1]","None","2.5"])
        L.append(random.choice([f"> d[{q}] = {v}",f"> d[{q}] = {v}",f"d.pop({q}, 'none')",f"d.get({q})",f"d[{q}]",f"d.setdefault({q}, {v})",f"{q} in d",f"list(d.items())[-3:]",f"d.update({{{q}: {v}}})",f"d | {{{q}: {v}}}",f"list(d.values())",f"len(d), list(d)",f"d.popitem()",f"s.add({q})",f"s.discard({q})",f"{q} in s",f"len(s | {{{q}}}), len(s & {{{q}}}), len(s - {{{q}}}), len(s ^ {{{q}}})",f"s.remove({q})",f"s <= {{{q}}}, s >= {{{q}}}, s == {{{q}}}, s.isdisjoint([{q}])",f"{{k: i for i, k in enumerate(d)}}",f"d == dict(d)",f"dict(reversed(d.items())) == d"]))
        L.append("d")
    block(f"generated/mappings_{k:02}",L)
vals=["42","-7","3.14159","1e20","'text'","True","None","1234567.891","0","2+3j","'é'","[1, 2]"]
for k in range(25):
    L=[]
    for _ in range(40):
        v=random.choice(vals)
        spec=random.choice(['','5','<8','>8','^8','*^9','08','+','.2f','10.3f','e','g','x','b','o','#x',',','_','.1%','+.2e','s','.2','d','n','=+8','#b','.0f','05d','c','G','12,.2f','<5d','-^7.1f'])
        conv=random.choice(['','','','!r','!s','!a'])
        L.append(random.choice([f"'{{{conv}:{spec}}}'.format({v})",f"format({v}, {spec!r})",f"f'{{({v}){conv}:{spec}}}'" if "'" not in v else f"format({v}, {spec!r})",f"'%{random.choice(['','5','-6','05','+','.2','8.3','#'])}{random.choice('sdfegxrcia')}' % ({v},)"]))
    block(f"generated/formats_{k:02}",L)
print("\n".join(out))
