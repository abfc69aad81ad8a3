"""L-BFGS: a quasi-Newton method that remembers the last steps and how the gradient changed over them."""

import torch
from torch.optim.optimizer import Optimizer, check_not_negative


def _cubic_minimum(x1, f1, g1, x2, f2, g2, bounds=None):
    """Where the cubic through two points with two slopes is least, between the bounds."""
    low, high = bounds if bounds is not None else (x1, x2) if x1 <= x2 else (x2, x1)
    d1 = g1 + g2 - 3 * (f1 - f2) / (x1 - x2)
    square = d1**2 - g1 * g2
    if not square >= 0:
        return (low + high) / 2.0
    d2 = square.sqrt() if isinstance(square, torch.Tensor) else square**0.5
    if x1 <= x2:
        place = x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + 2 * d2))
    else:
        place = x1 - (x1 - x2) * ((g1 + d2 - d1) / (g1 - g2 + 2 * d2))
    return min(max(place, low), high)


def _strong_wolfe(evaluate, t, d, f, g, gtd, c1=1e-4, c2=0.9, tolerance_change=1e-9, max_ls=25):
    """A step length t along d that satisfies the strong Wolfe conditions.

    Returns the loss and the gradient there, t, and how often `evaluate` was called.
    """
    largest = d.abs().max()
    g = g.clone()
    f_new, g_new = evaluate(t)
    calls = 1
    gtd_new = g_new.dot(d)
    t_prev, f_prev, g_prev, gtd_prev = 0, f, g, gtd
    done = False
    rounds = 0
    while rounds < max_ls:
        if f_new > f + c1 * t * gtd or (rounds > 1 and f_new >= f_prev):
            ends = [(t_prev, f_prev, g_prev, gtd_prev), (t, f_new, g_new.clone(), gtd_new)]
            break
        if abs(gtd_new) <= -c2 * gtd:
            ends = [(t, f_new, g_new, gtd_new)]
            done = True
            break
        if gtd_new >= 0:
            ends = [(t_prev, f_prev, g_prev, gtd_prev), (t, f_new, g_new.clone(), gtd_new)]
            break
        least, most = t + 0.01 * (t - t_prev), t * 10
        before = t
        t = _cubic_minimum(t_prev, f_prev, gtd_prev, t, f_new, gtd_new, bounds=(least, most))
        t_prev, f_prev, g_prev, gtd_prev = before, f_new, g_new.clone(), gtd_new
        f_new, g_new = evaluate(t)
        calls += 1
        gtd_new = g_new.dot(d)
        rounds += 1
    if rounds == max_ls:
        ends = [(0, f, g, gtd), (t, f_new, g_new, gtd_new)]

    # Between the two ends, of which `low` has the smaller loss, the interval shrinks until the conditions hold.
    stuck = False
    low, high = (0, 1) if ends[0][1] <= ends[-1][1] else (1, 0)
    while not done and rounds < max_ls:
        if abs(ends[1][0] - ends[0][0]) * largest < tolerance_change:
            break
        t = _cubic_minimum(ends[0][0], ends[0][1], ends[0][3], ends[1][0], ends[1][1], ends[1][3])
        left, right = min(ends[0][0], ends[1][0]), max(ends[0][0], ends[1][0])
        margin = 0.1 * (right - left)
        if min(right - t, t - left) < margin:
            if stuck or t >= right or t <= left:
                t = right - margin if abs(t - right) < abs(t - left) else left + margin
                stuck = False
            else:
                stuck = True
        else:
            stuck = False
        f_new, g_new = evaluate(t)
        calls += 1
        gtd_new = g_new.dot(d)
        rounds += 1
        if f_new > f + c1 * t * gtd or f_new >= ends[low][1]:
            ends[high] = (t, f_new, g_new.clone(), gtd_new)
            low, high = (0, 1) if ends[0][1] <= ends[1][1] else (1, 0)
        else:
            if abs(gtd_new) <= -c2 * gtd:
                done = True
            elif gtd_new * (ends[high][0] - ends[low][0]) >= 0:
                ends[high] = ends[low]
            ends[low] = (t, f_new, g_new.clone(), gtd_new)
    if len(ends) == 1:
        low = 0
    t, f_new, g_new, _ = ends[low]
    return f_new, g_new, t, calls


class LBFGS(Optimizer):
    def __init__(self, params, lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-7, tolerance_change=1e-9,
                 history_size=100, line_search_fn=None):
        check_not_negative("learning rate", lr)
        if max_eval is None:
            max_eval = max_iter * 5 // 4
        super().__init__(params, dict(
            lr=lr, max_iter=max_iter, max_eval=max_eval, tolerance_grad=tolerance_grad,
            tolerance_change=tolerance_change, history_size=history_size, line_search_fn=line_search_fn))
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        self._params = self.param_groups[0]["params"]

    def _gradient(self):
        return torch.cat([
            param.new_zeros(param.numel()) if param.grad is None else param.grad.to_dense().view(-1)
            for param in self._params])

    def _move(self, length, direction):
        start = 0
        for param in self._params:
            count = param.numel()
            param.add_(direction[start:start + count].view_as(param), alpha=length)
            start += count

    def _evaluate(self, closure, origin, length, direction):
        """The loss and the gradient at a distance from where the parameters are."""
        self._move(length, direction)
        loss = float(closure())
        gradient = self._gradient()
        for param, value in zip(self._params, origin):
            param.copy_(value)
        return loss, gradient

    def step(self, closure=None):
        """Up to max_iter changes of the parameters; `closure` computes the loss anew and its gradients."""
        if closure is None:
            raise TypeError("LBFGS.step() missing 1 required positional argument: 'closure'")
        with torch.no_grad():
            return self._iterate(closure)

    def _iterate(self, closure):
        group = self.param_groups[0]
        search = group["line_search_fn"]

        def compute():
            with torch.enable_grad():
                return closure()

        state = self.state[self._params[0]]
        state.setdefault("func_evals", 0)
        state.setdefault("n_iter", 0)
        first = compute()
        loss = float(first)
        evaluations = 1
        state["func_evals"] += 1
        gradient = self._gradient()
        if gradient.abs().max() <= group["tolerance_grad"]:
            return first
        d, t = state.get("d"), state.get("t")
        changes, steps, factors = state.get("old_dirs"), state.get("old_stps"), state.get("ro")
        scale, before, loss_before = state.get("H_diag"), state.get("prev_flat_grad"), state.get("prev_loss")
        count = 0
        while count < group["max_iter"]:
            count += 1
            state["n_iter"] += 1
            if state["n_iter"] == 1:
                d = gradient.neg()
                changes, steps, factors, scale = [], [], [], 1
            else:
                change = gradient.sub(before)
                step = d.mul(t)
                curvature = change.dot(step)
                if curvature > 1e-10:
                    if len(changes) == group["history_size"]:
                        changes.pop(0)
                        steps.pop(0)
                        factors.pop(0)
                    changes.append(change)
                    steps.append(step)
                    factors.append(1.0 / curvature)
                    scale = curvature / change.dot(change)
                # The two-loop recursion: the gradient times the inverse Hessian that the steps imply.
                alphas = state.setdefault("al", [None] * group["history_size"])
                q = gradient.neg()
                for i in reversed(range(len(changes))):
                    alphas[i] = steps[i].dot(q) * factors[i]
                    q.add_(changes[i], alpha=-alphas[i])
                d = torch.mul(q, scale)
                for i in range(len(changes)):
                    beta = changes[i].dot(d) * factors[i]
                    d.add_(steps[i], alpha=alphas[i] - beta)
            before = gradient.clone()
            loss_before = loss
            t = min(1.0, 1.0 / gradient.abs().sum()) * group["lr"] if state["n_iter"] == 1 else group["lr"]
            slope = gradient.dot(d)
            if slope > -group["tolerance_change"]:
                break
            calls = 0
            optimal = False
            if search is not None:
                if search != "strong_wolfe":
                    raise RuntimeError("only 'strong_wolfe' is supported")
                origin = [param.clone() for param in self._params]
                loss, gradient, t, calls = _strong_wolfe(
                    lambda length: self._evaluate(compute, origin, length, d), t, d, loss, gradient, slope)
                self._move(t, d)
                optimal = gradient.abs().max() <= group["tolerance_grad"]
            else:
                self._move(t, d)
                if count != group["max_iter"]:
                    loss = float(compute())
                    gradient = self._gradient()
                    optimal = gradient.abs().max() <= group["tolerance_grad"]
                    calls = 1
            evaluations += calls
            state["func_evals"] += calls
            if count == group["max_iter"] or evaluations >= group["max_eval"] or optimal:
                break
            if d.mul(t).abs().max() <= group["tolerance_change"]:
                break
            if abs(loss - loss_before) < group["tolerance_change"]:
                break
        state["d"], state["t"] = d, t
        state["old_dirs"], state["old_stps"], state["ro"] = changes, steps, factors
        state["H_diag"], state["prev_flat_grad"], state["prev_loss"] = scale, before, loss_before
        return first
