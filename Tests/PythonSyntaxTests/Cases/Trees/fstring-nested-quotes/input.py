f"{x['a']}"
f'{x["a"]}'
f'''{x['a']}'''
f"{', '.join(str(i) for i in x)}"
