exec('x')
exec
