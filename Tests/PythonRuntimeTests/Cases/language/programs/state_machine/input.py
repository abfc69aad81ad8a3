def machine():
    state = "idle"
    while True:
        event = yield state
        match (state, event):
            case ("idle", "start"): state = "running"
            case ("running", "pause"): state = "paused"
            case ("paused", "start"): state = "running"
            case (_, "stop"): return "stopped"
            case _: print("ignored", event, "in", state)
m = machine()
print(next(m))
for e in ("pause", "start", "pause", "start"): print(m.send(e))
try: m.send("stop")
except StopIteration as s: print(s.value)
