x.view(-1).sum().backward()
(x
 .view(-1)
 .sum())
