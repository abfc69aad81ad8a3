def f():
    try:
        raise SystemExit(1)
    except Exception:
        print('not here')
    finally:
        print('finally')
try:
    f()
except SystemExit as e:
    print('exit', e.code)
