x.asynchronous = 1
awaiting = 2
