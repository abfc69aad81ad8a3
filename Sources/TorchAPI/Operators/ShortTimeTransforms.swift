import Autograd
import TensorCore

extension Operator {
  /// Transforms of a signal cut into frames that overlap.
  static let transforms: [Operator] = [stft, istft]

  /// What both directions share.
  private struct Framing {
    let name: String
    let length: Int
    let hop: Int
    let windowLength: Int
    let window: Tensor?
    /// The call, as errors begin.
    let text: String

    init(_ arguments: OperatorArguments, _ name: String, options: String) throws {
      self.name = name
      length = try arguments.int(1)
      hop = arguments.optionalInt(2) ?? length / 4
      windowLength = arguments.optionalInt(3) ?? length
      window = arguments.optionalTensor(4)
      // There is no old class of this type.
      func described(_ tensor: Tensor) -> String { tensor.dtype == .bool ? "CPUBoolType" : tensor.array.tensorTypeName }
      let x = try arguments.tensor(0)
      let shown = window.map { "\(described($0)){\($0.array.shape.text)}" } ?? "None"
      text =
        "\(name)(\(described(x))\(x.array.shape.text), n_fft=\(length), hop_length=\(hop), win_length=\(windowLength),"
        + " window=\(shown), \(options))"
    }

    func failure(_ message: String) -> TorchError { TorchError(.runtime, "\(text)\(message)") }

    /// - Throws: PyTorch's errors for lengths and windows that do not fit.
    func check(signal: Int?) throws {
      if let signal, length <= 0 || length > signal {
        throw failure(" : expected 0 < n_fft < \(signal), but got n_fft=\(length)")
      }
      if hop <= 0 {
        throw failure(" : expected hop_length > 0, but got hop_length=\(hop)")
      }
      if windowLength <= 0 || windowLength > length {
        throw failure(" : expected 0 < win_length <= n_fft, but got win_length=\(windowLength)")
      }
      if let window, window.array.rank != 1 || window.array.count != windowLength {
        throw failure(
          " : expected a 1D window tensor of size equal to win_length=\(windowLength), but got window with size"
            + " \(window.array.shape.text)")
      }
    }

    /// The window in the middle of as many places as a frame has.
    func padded(_ window: Tensor) throws -> Tensor {
      guard windowLength < length else { return window }
      let left = (length - windowLength) / 2
      return try constantPad(.tensor(window), .ints([left, length - windowLength - left]), .int(0))
    }
  }

  static let stft: Operator = Operator(
    "stft(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool center=True,"
      + " str pad_mode='reflect', bool normalized=False, bool? onesided=None, bool? return_complex=None,"
      + " bool? align_to_window=None) -> Tensor",
    composite: { arguments in
      var x = try arguments.tensor(0)
      let isComplexSignal = x.dtype.isComplex || arguments.optionalTensor(4)?.dtype.isComplex ?? false
      let oneSided = arguments.optionalBool(8) ?? !isComplexSignal
      let isNormalized = arguments.bool(7)
      if arguments.optionalTensor(4) == nil {
        try TorchWarnings.warnOnce(
          "A window was not provided. A rectangular window will be applied,which is known to cause spectral leakage."
            + " Other windows such as torch.hann_window or torch.hamming_window are recommended to reduce spectral"
            + " leakage.To suppress this warning and use a rectangular window, explicitly set"
            + " `window=torch.ones(n_fft, device=<device>)`. (Triggered internally at"
            + " /__w/pytorch/pytorch/aten/src/ATen/native/SpectralOps.cpp:835.)")
      }
      guard let returnsComplex = arguments.optionalBool(9) ?? (isComplexSignal ? true : nil) else {
        throw TorchError(
          .runtime,
          "stft requires the return_complex parameter be given for real inputs, and will further require that"
            + " return_complex=True in a future PyTorch release.")
      }
      let isCentred = arguments.bool(5, default: true)
      if isCentred {
        let rank = x.array.rank
        let shape = x.array.shape.array
        let half = try arguments.int(1) / 2
        let wide = try x.reshape([Int](repeating: 1, count: Swift.max(0, 3 - rank)) + shape)
        if wide.array.rank == 3, wide.array.shape.array.dropFirst().contains(0) {
          throw TorchError(
            .runtime,
            "Expected 2D or 3D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input,"
              + " but got: \(wide.array.shape.text)")
        }
        let padded = try TorchFunctions.tensor(
          "pad", [.tensor(wide), .ints([half, half]), .string(arguments.string(6, default: "reflect")), .none])
        x = try padded.view(Array(padded.array.shape.array.suffix(rank)))
      }
      let framing = try Framing(
        OperatorArguments([.tensor(x)] + arguments.values.dropFirst()), "stft",
        options:
          "normalized=\(isNormalized ? 1 : 0), onesided=\(arguments.optionalBool(8).map { $0 ? "1" : "0" } ?? "None"),"
          + " return_complex=\(returnsComplex ? 1 : 0), align_to_window=None")
      guard x.dtype.isDifferentiable else {
        throw framing.failure(" : expected a tensor of floating point or complex values")
      }
      guard x.array.rank == 1 || x.array.rank == 2 else { throw framing.failure(" : expected a 1D or 2D tensor") }
      let isVector = x.array.rank == 1
      if isVector { x = try x.unsqueeze(0) }
      let signal = x.array.shape[1]
      try framing.check(signal: signal)
      if isComplexSignal, oneSided {
        throw TorchError(.runtime, "Cannot have onesided output if window or input is complex")
      }
      let frames = 1 + (signal - framing.length) / framing.hop
      let strides = x.array.strides
      var pieces = try asStrided(
        .tensor(x), .ints([x.array.shape[0], frames, framing.length]),
        .ints([strides[0], framing.hop * strides[1], strides[1]]))
      if let window = framing.window { pieces = try pieces * framing.padded(window) }
      if pieces.dtype.computeType != pieces.dtype {
        throw TorchError(.runtime, "MKL FFT doesn't support tensors of type: \(pieces.dtype.scalarName)")
      }
      let norm = Argument.int(isNormalized ? 1 : 0)
      let spectrum =
        try pieces.dtype.isComplex
        ? fftC2C(.tensor(pieces), .ints([2]), norm, .bool(true))
        : fftR2C(.tensor(pieces), .ints([2]), norm, .bool(oneSided))
      var result = try spectrum.transpose(1, 2)
      if isVector { result = try result.squeeze(dim: 0) }
      return .tensor(returnsComplex ? result : try viewAsReal(.tensor(result)))
    })

  static let istft: Operator = Operator(
    "istft(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool center=True,"
      + " bool normalized=False, bool? onesided=None, int? length=None, bool return_complex=False) -> Tensor",
    composite: { arguments in
      let x = try arguments.tensor(0)
      let isCentred = arguments.bool(5, default: true)
      let isNormalized = arguments.bool(6)
      let returnsComplex = arguments.bool(9)
      let framing = try Framing(
        arguments, "istft",
        options: "center=\(isCentred ? 1 : 0), normalized=\(isNormalized ? 1 : 0), onesided="
          + (arguments.optionalBool(7).map { $0 ? "1" : "0" } ?? "None") + ", length="
          + (arguments.optionalInt(8).map(String.init) ?? "None") + ", return_complex=\(returnsComplex ? 1 : 0) ")
      guard x.dtype.isComplex else {
        throw TorchError(
          .runtime,
          "istft requires a complex-valued input tensor matching the output from stft with return_complex=True.")
      }
      if x.array.count == 0 { throw framing.failure(": input tensor cannot be empty.") }
      guard x.array.rank == 2 || x.array.rank == 3 else {
        throw framing.failure(
          ": expected a tensor with 3 or 4 dimensions, but got \(x.array.rank + 1)")
      }
      let rows = x.array.rank == 2 ? try x.unsqueeze(0) : x
      let (bins, frames) = (rows.array.shape[1], rows.array.shape[2])
      let oneSided = arguments.optionalBool(7) ?? (bins != framing.length)
      guard bins == (oneSided ? framing.length / 2 + 1 : framing.length) else {
        throw framing.failure(
          oneSided
            ? ": expected the frequency dimension (3rd to the last) of the input tensor to match n_fft / 2 + 1 when"
              + " onesided=True, but got \(bins)"
            : ": expected the frequency dimension (3rd to the last) of the input tensor to match n_fft when onesided=False,"
              + " but got \(bins)")
      }
      if framing.hop <= 0 || framing.hop > framing.windowLength {
        throw framing.failure(": expected 0 < hop_length <= win_length")
      }
      try framing.check(signal: nil)
      if returnsComplex, oneSided {
        throw framing.failure(": expected window or output to be complex")
      }
      let real = rows.dtype.realType
      let ones = Tensor(try NDArray(full: [framing.windowLength], .int(1), real))
      let window = try framing.padded(framing.window ?? ones)
      let norm = Argument.int(isNormalized ? 1 : 2)
      var spectrum = try rows.transpose(1, 2)
      var pieces: Tensor
      if returnsComplex {
        pieces = try fftC2C(.tensor(spectrum), .ints([2]), norm, .bool(false))
      } else {
        if !oneSided { spectrum = try spectrum.slice(-1, from: 0, to: framing.length / 2 + 1) }
        pieces = try fftC2R(.tensor(spectrum), .ints([2]), norm, .int(framing.length))
      }
      pieces = try pieces * window
      let total = framing.length + framing.hop * (frames - 1)
      /// Frames laid over each other and added up.
      func overlapped(_ pieces: Tensor) throws -> Tensor {
        let count = pieces.array.shape[0]
        return try asStridedBack(
          .tensor(pieces), .ints([count, total]), .ints(pieces.array.shape.array), .ints([total, framing.hop, 1]),
          .int(0), .ints([total, 1]), .int(0))
      }
      let squares = try window.pow(2).expand([1, frames, framing.length])
      let start = isCentred ? framing.length / 2 : 0
      let wanted = arguments.optionalInt(8).map { start + $0 }
      let end = wanted ?? (isCentred ? total - framing.length / 2 : total)
      func cut(_ tensor: Tensor) throws -> Tensor { try tensor.slice(1, from: start, to: Swift.min(end, total)) }
      let envelope = try cut(overlapped(squares))
      if envelope.array.count > 0,
        try envelope.detached().abs().array.extremum(max: false, name: "min").element(at: 0).double < 1e-11
      {
        throw framing.failure("window overlap add min: 1")
      }
      var signal = try cut(overlapped(pieces)) / envelope
      if end > total { signal = try constantPad(.tensor(signal), .ints([0, end - total]), .int(0)) }
      return .tensor(x.array.rank == 2 ? try signal.squeeze(dim: 0) : signal)
    })
}
