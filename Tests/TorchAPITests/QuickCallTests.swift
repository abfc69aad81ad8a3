import PythonRuntime
import Synchronization
import Testing

@testable import TorchAPI

/// What Swift does in place of functions of the embedded library is what those functions do.
@Suite struct QuickCallTests {
  /// How often each function's call was taken.
  private final class Counts: Sendable {
    private let counts = Mutex<[String: Int]>([:])
    func add(_ name: String) { counts.withLock { $0[name, default: 0] += 1 } }
    subscript(name: String) -> Int { counts.withLock { $0[name] ?? 0 } }
  }

  private static let program = """
    import torch
    from torch import nn, optim
    from torch.nn import functional as F

    def train(make, dtype=torch.float32, loss=F.mse_loss, **settings):
        torch.manual_seed(1)
        x, y = torch.randn(5, 2, dtype=dtype), torch.randn(5, 1, dtype=dtype)
        model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1)).to(dtype)
        optimizer = make(model.parameters(), **settings)
        for step in range(3):
            optimizer.zero_grad()
            loss(model(x), y).backward()
            if step == 1:
                model[0].bias.grad = None
            optimizer.step()
        state = [[k, v.tolist(), v._version] for s in optimizer.state.values() for k, v in s.items()]
        print([(p.tolist(), p._version) for p in model.parameters()], state)

    for settings in [{}, {"momentum": 0.9}, {"momentum": 0.9, "dampening": 0.2, "weight_decay": 0.1},
                     {"momentum": 0.5, "nesterov": True}, {"maximize": True, "weight_decay": 0.1}]:
        train(optim.SGD, lr=0.1, **settings)
    for settings in [{}, {"weight_decay": 0.1}, {"amsgrad": True, "maximize": True}, {"betas": (0.5, 0.3)}]:
        train(optim.Adam, lr=0.1, **settings)
        train(optim.AdamW, lr=0.1, **settings)
    train(optim.SGD, torch.float64, F.l1_loss, lr=0.1, momentum=0.9)
    train(optim.Adam, torch.float64, nn.MSELoss(reduction="sum"))
    train(optim.SGD, lr=torch.tensor(0.1))
    try:
        train(optim.SGD, lr=0.1, differentiable=True)
    except RuntimeError as error:
        print(error)
    train(optim.RMSprop, lr=0.1)

    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([3.0, 5.0])
    for reduction in ["none", "mean", "sum"]:
        print(F.mse_loss(a, b, reduction=reduction), F.l1_loss(a, b, reduction=reduction))
    print(F.mse_loss(input=a, target=b), F.mse_loss(a, b, weight=torch.tensor([1.0, 0.0])))
    for call in [lambda: F.mse_loss(a, b, reduction="other"), lambda: F.mse_loss(a), lambda: F.mse_loss(1, 2),
                 lambda: F.l1_loss(a, torch.ones(3))]:
        try:
            call()
        except Exception as error:
            print(type(error).__name__, error)

    # Hooks, closures, schedules, groups.
    optimizer = optim.SGD([{"params": [a]}, {"params": [torch.ones(1, requires_grad=True)], "lr": 5.0}], lr=0.5)
    F.mse_loss(a, b).backward()
    optimizer.param_groups[1]["params"][0].grad = torch.ones(1)
    hook = optimizer.register_step_post_hook(lambda *rest: print("after"))
    optimizer.step()
    hook.remove()
    print(optimizer.step(lambda: 3.0), a, optimizer.param_groups[1]["params"])
    schedule = optim.lr_scheduler.StepLR(optimizer, 1)
    optimizer.step()
    schedule.step()
    print(optimizer._opt_called, [group["lr"] for group in optimizer.param_groups])
    optimizer.zero_grad(set_to_none=False)
    print(a.grad, optimizer.zero_grad(), a.grad)
    """

  @Test func areWhatTheFunctionsDo() {
    let counts = Counts()
    let quick = NetworkSession.outputs(of: [Self.program]) { interpreter in
      for (module, calls) in QuickCalls.all {
        for (name, call) in calls {
          interpreter.quickCalls[module]?[name] = { interpreter, arguments in
            let result = try call(interpreter, arguments)
            if result != nil { counts.add(name) }
            return result
          }
        }
      }
    }
    let plain = NetworkSession.outputs(of: [Self.program]) { $0.quickCalls = [:] }
    #expect(quick == plain)
    #expect(quick[0].hasSuffix("None None\n"))
    // A name that no function has would never be taken.
    #expect(QuickCalls.all.values.flatMap(\.keys).filter { counts[$0] == 0 } == [])
  }
}
