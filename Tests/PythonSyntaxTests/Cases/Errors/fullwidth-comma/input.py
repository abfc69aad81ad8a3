f(a， b)
