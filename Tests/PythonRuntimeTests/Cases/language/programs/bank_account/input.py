class InsufficientFunds(Exception):
    def __init__(self, need, have):
        super().__init__(f"need {need}, have {have}")
        self.need = need
class Account:
    interest = 0.05
    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self.history = []
    @property
    def balance(self): return self._balance
    def deposit(self, amount):
        if amount <= 0: raise ValueError("amount must be positive")
        self._balance += amount
        self.history.append(("deposit", amount))
        return self
    def withdraw(self, amount):
        if amount > self._balance: raise InsufficientFunds(amount, self._balance)
        self._balance -= amount
        self.history.append(("withdraw", amount))
        return self
a = Account("Ann", 10)
a.deposit(5).withdraw(3)
print(a.balance, a.history, Account.interest * a.balance)
for bad in (lambda: a.withdraw(100), lambda: a.deposit(-1)):
    try: bad()
    except (InsufficientFunds, ValueError) as e: print(type(e).__name__, e)
