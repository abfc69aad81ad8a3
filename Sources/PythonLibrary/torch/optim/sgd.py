"""Stochastic gradient descent, with momentum if wanted."""

import torch
from torch.optim.optimizer import Optimizer, check_fused, check_not_negative, check_tensor_rate


class SGD(Optimizer):
    _takes_sparse = True

    def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False,
                 foreach=None, differentiable=False, fused=None):
        check_tensor_rate(lr)
        check_not_negative("learning rate", lr)
        check_not_negative("momentum value", momentum)
        check_not_negative("weight_decay value", weight_decay)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        super().__init__(params, dict(
            lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay, nesterov=nesterov,
            maximize=maximize, foreach=foreach, differentiable=differentiable, fused=fused))
        check_fused(foreach, fused)

    def _update_group(self, group):
        buffers = states = None
        if group["momentum"] != 0:
            states = [self.state[param] for param in group["params"] if param.grad is not None]
            buffers = [state.get("momentum_buffer") for state in states]
        done = torch._C._sgd_step(group, buffers)
        if done and buffers is not None:
            for state, buffer in zip(states, buffers):
                state["momentum_buffer"] = buffer
        return done

    def _update(self, param, grad, state, group):
        momentum = group["momentum"]
        if group["weight_decay"] != 0:
            grad = grad.add(param, alpha=group["weight_decay"])
        if momentum != 0:
            buffer = state.get("momentum_buffer")
            if buffer is None:
                buffer = state["momentum_buffer"] = torch.clone(grad).detach()
            else:
                buffer.mul_(momentum).add_(grad, alpha=1 - group["dampening"])
            grad = grad.add(buffer, alpha=momentum) if group["nesterov"] else buffer
        param.add_(grad, alpha=-group["lr"])
