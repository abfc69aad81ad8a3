def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: (format(5, '05d'), format(1.5, '.2f'), format('a', '>5'), format(5), format(None)))
show(lambda: (format(5, 1)))
show(lambda: (format([], '5')))
show(lambda: (format()))
show(lambda: (format(1, 'q')))
show(lambda: (ascii('é'), ascii(['é', '日']), ascii('a')))
show(lambda: (repr('a'), repr(1), repr(None), repr([1]), repr(1.0)))
show(lambda: (repr()))
class F:
    def __format__(self, spec): return f'<{spec}>'
show(lambda: (format(F(), 'abc'), f'{F():x}', '{:y}'.format(F())))
class G:
    def __format__(self, spec): return 5
show(lambda: (format(G(), '')))
class H:
    pass
show(lambda: (format(H(), 'x')))
class J:
    def __repr__(self): return 5
show(lambda: (repr(J())))
show(lambda: (str(J())))
class K:
    def __repr__(self): return 'é'
show(lambda: (ascii(K()), repr(K()), str(K()), f'{K()!a}', f'{K()}', '%s %r %a' % (K(), K(), K())))
