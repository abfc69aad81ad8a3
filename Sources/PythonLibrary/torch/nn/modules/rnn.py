"""Recurrent layers and their cells."""

import math
import warnings

import torch
from torch._C import _nn
from torch.nn import functional as F, init
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter
from torch.nn.utils.rnn import PackedSequence


class RNNBase(Module):
    """What RNN, LSTM and GRU have in common: weights per layer and direction, and the walk over the steps."""

    def __init__(self, mode, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
                 bidirectional=False, proj_size=0, device=None, dtype=None):
        super().__init__()
        self.dropout = float(dropout)
        if not isinstance(dropout, (int, float)) or isinstance(dropout, bool) or not 0 <= dropout <= 1:
            raise ValueError("dropout should be a number in range [0, 1] representing the probability of an element "
                             "being zeroed")
        if dropout > 0 and num_layers == 1:
            warnings.warn("dropout option adds dropout after all but last recurrent layer, so non-zero dropout expects "
                          f"num_layers greater than 1, but got dropout={dropout} and num_layers={num_layers}")
        if not isinstance(input_size, int):
            raise TypeError(f"input_size should be of type int, got: {type(input_size).__name__}")
        if input_size <= 0:
            raise ValueError("input_size must be greater than zero")
        if not isinstance(hidden_size, int):
            raise TypeError(f"hidden_size should be of type int, got: {type(hidden_size).__name__}")
        if hidden_size <= 0:
            raise ValueError("hidden_size must be greater than zero")
        if num_layers <= 0:
            raise ValueError("num_layers must be greater than zero")
        if proj_size < 0:
            raise ValueError("proj_size should be a positive integer or zero to disable projections")
        if proj_size >= hidden_size:
            raise ValueError("proj_size has to be smaller than hidden_size")
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        gates = {"LSTM": 4, "GRU": 3}.get(mode, 1) * hidden_size
        directions = 2 if bidirectional else 1
        width_out = proj_size if proj_size > 0 else hidden_size
        self._all_weights = []
        for layer in range(num_layers):
            for direction in range(directions):
                width = input_size if layer == 0 else width_out * directions
                suffix = f"_l{layer}" + ("_reverse" if direction else "")
                shapes = {"weight_ih": (gates, width), "weight_hh": (gates, width_out)}
                if bias:
                    shapes["bias_ih"] = (gates,)
                    shapes["bias_hh"] = (gates,)
                if proj_size > 0:
                    shapes["weight_hr"] = (proj_size, hidden_size)
                for name, shape in shapes.items():
                    setattr(self, name + suffix, Parameter(torch.empty(shape, device=device, dtype=dtype)))
                self._all_weights.append([name + suffix for name in shapes])
        self.reset_parameters()

    @property
    def all_weights(self):
        return [[getattr(self, name) for name in names] for names in self._all_weights]

    def flatten_parameters(self):
        """Nothing is gained here by laying the weights side by side."""

    def reset_parameters(self):
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def extra_repr(self):
        text = f"{self.input_size}, {self.hidden_size}"
        if self.proj_size != 0:
            text += f", proj_size={self.proj_size}"
        if self.num_layers != 1:
            text += f", num_layers={self.num_layers}"
        if self.bias is not True:
            text += f", bias={self.bias}"
        if self.batch_first is not False:
            text += f", batch_first={self.batch_first}"
        if self.dropout != 0:
            text += f", dropout={self.dropout}"
        if self.bidirectional is not False:
            text += f", bidirectional={self.bidirectional}"
        return text

    def _check(self, input, states):
        if input.dim() not in (2, 3):
            kind = self.mode.split("_")[0]
            noun = " tensor" if kind == "RNN" else ""
            raise ValueError(f"{kind}: Expected input to be 2D or 3D, got {input.dim()}D{noun} instead")
        self._check_type(input)
        if input.size(-1) != self.input_size:
            raise RuntimeError(
                f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got {input.size(-1)}")

    def _check_type(self, input):
        own = getattr(self, self._all_weights[0][0]).dtype
        if input.dtype != own and not torch.is_autocast_enabled("cpu"):
            raise ValueError(f"RNN input dtype ({input.dtype}) does not match weight dtype ({own}). "
                             f"Convert input: input.to({own}), or convert model: model.to({input.dtype})")

    def _run(self, steps, counts, initial, joins=False):
        """Runs all layers over the rows of every step; `joins` asks for one tensor of all steps.

        `counts` says how many sequences reach each step, never more than the one before; `initial` holds a tensor
        (layers * directions, sequences, width) for each state.
        """
        directions = 2 if self.bidirectional else 1
        finals = [[] for _ in initial]
        weights = self.all_weights
        is_ragged = counts[0] != counts[-1]
        for layer in range(self.num_layers):
            outputs = []
            for direction in range(directions):
                index = layer * directions + direction
                first = tuple(part[index] for part in initial)
                walk = self._walk_ragged if is_ragged else self._walk
                out, state = walk(steps, counts, first, weights[index], direction == 1)
                outputs.append(out)
                for part, value in zip(finals, state):
                    part.append(value)
            if joins:
                output = torch.stack(list(outputs[0]))
                if directions == 2:
                    output = torch.cat([output, torch.stack(list(outputs[1]))], -1)
                if layer == self.num_layers - 1:
                    return output, tuple(torch.stack(part) for part in finals)
                steps = output.unbind(0)
            elif directions == 2:
                steps = [torch.cat(pair, -1) for pair in zip(*outputs)]
            else:
                steps = outputs[0]
            if self.dropout and self.training and layer < self.num_layers - 1:
                dropped = F.dropout(torch.cat(list(steps)), self.dropout, True)
                steps = dropped.split(list(counts))
        return steps, tuple(torch.stack(part) for part in finals)

    def _run_fused(self, input, initial):
        """Runs all layers over a tensor (steps, sequences, width), each layer and direction as one node."""
        directions = 2 if self.bidirectional else 1
        finals = [[] for _ in initial]
        for layer in range(self.num_layers):
            outputs = []
            for direction in range(directions):
                index = layer * directions + direction
                weights = self.all_weights[index]

                def walk(steps, w_ih, w_hh, b_ih, b_hh, hidden, cell, is_reverse=direction == 1):
                    # What the inputs add to the gates is one product for all steps.
                    bias = None if b_ih is None else b_ih + b_hh
                    dtype = steps.dtype
                    is_small = dtype in (torch.bfloat16, torch.float16)
                    if is_small:
                        # Of a smaller type are the numbers that go in, come out, and go from step to step.
                        steps, w_ih, w_hh, hidden, cell = (
                            part.float() for part in (steps, w_ih, w_hh, hidden, cell))
                        bias = None if bias is None else bias.float()
                    own = F.linear(steps, w_ih, bias)
                    if not is_small:
                        return _nn._lstm_layer(own, w_hh, hidden, cell, is_reverse)[:3]
                    own = own.unbind(0)
                    turned, out = w_hh.t(), []
                    for step in reversed(own) if is_reverse else own:
                        hidden, cell, _ = _nn._lstm_gates(torch.addmm(step, hidden, turned), cell)
                        hidden = hidden.to(dtype).float()
                        out.append(hidden)
                    if is_reverse:
                        out.reverse()
                    return torch.stack(out).to(dtype), hidden.to(dtype), cell.to(dtype)

                output, *state = torch._C._as_operator(
                    "mkldnn_rnn_layer", torch._C._one_node, "MkldnnRnnLayerBackward0", walk, input.contiguous(),
                    *weights, *(None,) * (4 - len(weights)), *(part[index] for part in initial))
                outputs.append(output)
                for part, value in zip(finals, state):
                    part.append(value)
            input = torch.cat(outputs, -1) if directions == 2 else outputs[0]
            if self.dropout and self.training and layer < self.num_layers - 1:
                input = F.dropout(input, self.dropout, True)
        return input, tuple(torch.stack(part) for part in finals)

    def _walk(self, steps, counts, state, weights, is_reverse):
        out = []
        for step in reversed(steps) if is_reverse else steps:
            state = self._step(step, state, weights)
            out.append(state[0])
        if is_reverse:
            out.reverse()
        return out, state

    def _walk_ragged(self, steps, counts, first, weights, is_reverse):
        """Sequences leave where they end; read backwards, they join there."""
        out, ended = [], []
        if is_reverse:
            state = tuple(part[:counts[-1]] for part in first)
            for step, count in zip(reversed(steps), reversed(counts)):
                held = state[0].size(0)
                if count > held:
                    state = tuple(torch.cat([part, start[held:count]]) for part, start in zip(state, first))
                state = self._step(step, state, weights)
                out.append(state[0])
            out.reverse()
            return out, state
        state = first
        for step, count in zip(steps, counts):
            held = state[0].size(0)
            if count < held:
                ended.append(tuple(part[count:] for part in state))
                state = tuple(part[:count] for part in state)
            state = self._step(step, state, weights)
            out.append(state[0])
        ended.append(state)
        ended.reverse()
        return out, tuple(torch.cat(parts) for parts in zip(*ended))

    def _state_shapes(self, batch):
        """The shape that each state must have."""
        layers = self.num_layers * (2 if self.bidirectional else 1)
        return [(layers, batch, self.proj_size if self.proj_size > 0 else self.hidden_size),
                (layers, batch, self.hidden_size)]

    def _initial(self, states, count, batch, like, order):
        shapes = self._state_shapes(batch)[:count]
        if states is None:
            return tuple(torch.zeros(shape, dtype=like.dtype, device=like.device) for shape in shapes)
        names = ("hidden size",) if count == 1 else ("hidden[0] size", "hidden[1] size")
        for state, shape, name in zip(states, shapes, names):
            if tuple(state.shape) != shape:
                raise RuntimeError(f"Expected {name} {shape}, got {list(state.shape)}")
        return states if order is None else tuple(state.index_select(1, order) for state in states)

    def _check_ranks(self, states, is_batched):
        """The first states have a batch dimension if the input has one."""
        rank, kind = (3, "batched") if is_batched else (2, "unbatched")
        if self.mode == "LSTM":
            if states[0].dim() != rank or states[1].dim() != rank:
                raise RuntimeError(f"For {kind} {rank}-D input, hx and cx should also be {rank}-D but got "
                                   f"({states[0].dim()}-D, {states[1].dim()}-D) tensors")
        elif states[0].dim() != rank:
            raise RuntimeError(f"For {kind} {rank}-D input, hx should also be {rank}-D but got "
                               f"{states[0].dim()}-D tensor")

    def _forward(self, input, states, count):
        if isinstance(input, PackedSequence):
            return self._forward_packed(input, states, count)
        self._check(input, states)
        is_batched = input.dim() == 3
        if states is not None:
            self._check_ranks(states, is_batched)
        if not is_batched:
            input = input.unsqueeze(1)
            if states is not None:
                states = tuple(state.unsqueeze(1) for state in states)
        elif self.batch_first:
            input = input.transpose(0, 1)
        states = self._initial(states, count, input.size(1), input, None)
        # PyTorch computes a layer of this kind in one operation.
        is_whole = self.mode == "LSTM" and self.proj_size == 0 and input.dtype == torch.float32 and input.size(0) > 0
        if is_whole and torch.is_autocast_enabled("cpu") and torch.get_autocast_dtype("cpu") == torch.float16:
            raise RuntimeError("could not create a primitive descriptor for the LSTM forward propagation primitive. Run "
                               "workload with environment variable ONEDNN_VERBOSE=all to get additional diagnostic "
                               "information.")
        if is_whole:
            output, finals = self._run_fused(input, states)
        else:
            output, finals = self._run(input.unbind(0), [input.size(1)] * input.size(0), states, joins=True)
        if not is_batched:
            return output.squeeze(1), tuple(state.squeeze(1) for state in finals)
        if self.batch_first:
            output = output.transpose(0, 1) if self.mode == "LSTM" else output.transpose_(0, 1)
        return output, finals

    def _forward_packed(self, input, states, count):
        self._check_type(input.data)
        if input.data.size(-1) != self.input_size:
            raise RuntimeError(f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got "
                               f"{input.data.size(-1)}")
        counts = input.batch_sizes.tolist()
        states = self._initial(states, count, counts[0], input.data, input.sorted_indices)
        steps, finals = self._run(input.data.split(counts), counts, states)
        if input.unsorted_indices is not None:
            finals = tuple(state.index_select(1, input.unsorted_indices) for state in finals)
        packed = PackedSequence(torch.cat(list(steps)), input.batch_sizes, input.sorted_indices,
                                input.unsorted_indices)
        return packed, finals


def _refuse_projections(others):
    if "proj_size" in others:
        raise ValueError("proj_size argument is only supported for LSTM, not RNN or GRU")


class RNN(RNNBase):
    def __init__(self, *args, **kwargs):
        _refuse_projections(kwargs)
        if len(args) > 3:
            nonlinearity = args[3]
            args = args[:3] + args[4:]
        else:
            nonlinearity = kwargs.pop("nonlinearity", "tanh")
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.")
        super().__init__("RNN_" + nonlinearity.upper(), *args, **kwargs)
        self.nonlinearity = nonlinearity

    def _step(self, input, state, weights):
        cell = torch.rnn_tanh_cell if self.nonlinearity == "tanh" else torch.rnn_relu_cell
        return (cell(input, state[0], *weights),)

    def forward(self, input, hx=None):
        output, (hidden,) = self._forward(input, None if hx is None else (hx,), 1)
        return output, hidden


class LSTM(RNNBase):
    def __init__(self, *args, **kwargs):
        super().__init__("LSTM", *args, **kwargs)

    def _step(self, input, state, weights):
        if self.proj_size > 0:
            # Here the hidden state is narrower than the cells', which torch.lstm_cell refuses.
            own, past, *biases, projection = weights
            gates = F.linear(input, own, *biases[:1]) + F.linear(state[0], past, *biases[1:])
            enters, stays, new, leaves = gates.chunk(4, -1)
            cell = stays.sigmoid() * state[1] + enters.sigmoid() * new.tanh()
            return F.linear(leaves.sigmoid() * cell.tanh(), projection), cell
        return torch.lstm_cell(input, state, *weights)

    def forward(self, input, hx=None):
        return self._forward(input, hx, 2)


class GRU(RNNBase):
    def __init__(self, *args, **kwargs):
        _refuse_projections(kwargs)
        super().__init__("GRU", *args, **kwargs)

    def _step(self, input, state, weights):
        return (torch.gru_cell(input, state[0], *weights),)

    def forward(self, input, hx=None):
        output, (hidden,) = self._forward(input, None if hx is None else (hx,), 1)
        return output, hidden


class RNNCellBase(Module):
    def __init__(self, input_size, hidden_size, bias, num_chunks, device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.bias = bias
        rows = num_chunks * hidden_size
        self.weight_ih = Parameter(torch.empty((rows, input_size), device=device, dtype=dtype))
        self.weight_hh = Parameter(torch.empty((rows, hidden_size), device=device, dtype=dtype))
        if bias:
            self.bias_ih = Parameter(torch.empty(rows, device=device, dtype=dtype))
            self.bias_hh = Parameter(torch.empty(rows, device=device, dtype=dtype))
        else:
            self.register_parameter("bias_ih", None)
            self.register_parameter("bias_hh", None)
        self.reset_parameters()

    def reset_parameters(self):
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def extra_repr(self):
        text = f"{self.input_size}, {self.hidden_size}"
        if self.bias is not True:
            text += f", bias={self.bias}"
        if getattr(self, "nonlinearity", "tanh") != "tanh":
            text += f", nonlinearity={self.nonlinearity}"
        return text

    def _call(self, cell, input, states):
        if input.dim() not in (1, 2):
            raise ValueError(
                f"{type(self).__name__}: Expected input to be 1D or 2D, got {input.dim()}D instead")
        is_batched = input.dim() == 2
        if not is_batched:
            input = input.unsqueeze(0)
            states = [state if state is None else state.unsqueeze(0) for state in states]
        zeros = torch.zeros(input.size(0), self.hidden_size, dtype=input.dtype, device=input.device)
        states = [zeros if state is None else state for state in states]
        result = cell(input, states, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)
        return result if is_batched else tuple(part.squeeze(0) for part in result)


class RNNCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 1, device, dtype)
        self.nonlinearity = nonlinearity

    def forward(self, input, hx=None):
        if self.nonlinearity not in ("tanh", "relu"):
            raise RuntimeError(f"Unknown nonlinearity: {self.nonlinearity}")
        cell = torch.rnn_tanh_cell if self.nonlinearity == "tanh" else torch.rnn_relu_cell
        return self._call(lambda x, states, *weights: (cell(x, states[0], *weights),), input, [hx])[0]


class LSTMCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 4, device, dtype)

    def forward(self, input, hx=None):
        return self._call(lambda x, states, *weights: torch.lstm_cell(x, tuple(states), *weights), input,
                          [None, None] if hx is None else list(hx))


class GRUCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 3, device, dtype)

    def forward(self, input, hx=None):
        return self._call(lambda x, states, *weights: (torch.gru_cell(x, states[0], *weights),), input, [hx])[0]
