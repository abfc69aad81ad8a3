import PythonRuntime

/// The parameters of a function that PyTorch writes in Python: a call is bound to them first, with Python's errors, and
/// what it passes goes on to the operator's own parameters by position, or by the same names.
struct PythonParameters: Sendable {
  /// Names the function in errors.
  private let name: @Sendable (Arguments) -> String
  private let names: [String]
  /// How many of them come by position only.
  private let positionalOnly: Int
  /// How many of them must be given.
  private let required: Int
  /// Whether positional arguments are without end, so that only keywords are looked at.
  private let isVariadic: Bool

  /// - Parameter list: the names; `?` stands behind one that may be left out, `*` before one for any number of arguments,
  ///   `/` behind those that come by position only.
  private init(_ list: String, name: @escaping @Sendable (Arguments) -> String) {
    let parts = list.split(separator: " ")
    self.name = name
    names = parts.filter { $0.first != "*" && $0 != "/" }.map { String($0.last == "?" ? $0.dropLast() : $0) }
    positionalOnly = parts.firstIndex(of: "/") ?? 0
    required = parts.count { $0.last != "?" && $0.first != "*" && $0 != "/" }
    isVariadic = parts.first?.first == "*"
  }

  /// The parameters of a function of `torch`, or of a method of tensors, that is written in Python; nil for any other.
  static func of(_ name: String, _ form: OperatorFunction.Form) -> PythonParameters? {
    switch form {
    case .function:
      guard let list = functions[name] else { return nil }
      guard let names = dispatched[name] else { return PythonParameters(list) { _ in name } }
      return PythonParameters(list, name: names)
    case .method: return methods[name].map { PythonParameters($0) { _ in "Tensor.\(name)" } }
    default: return nil
    }
  }

  private static let functions = [
    "atleast_1d": "*tensors", "atleast_2d": "*tensors", "atleast_3d": "*tensors", "block_diag": "*tensors",
    "cartesian_prod": "*tensors", "chain_matmul": "*matrices out?", "einsum": "*args",
    "cdist": "x1 x2 p? compute_mode?", "lu": "A pivot? get_infos? out?",
    "norm": "input p? dim? keepdim? out? dtype?", "split": "tensor split_size_or_sections dim?",
    "stft": "input n_fft hop_length? win_length? window? center? pad_mode? normalized? onesided? return_complex?"
      + " align_to_window?",
    "unique": "input sorted? return_inverse? return_counts? dim?",
    "unique_consecutive": "input return_inverse? return_counts? dim?",
    "are_deterministic_algorithms_enabled": "", "get_default_device": "", "get_deterministic_debug_mode": "",
    "get_float32_matmul_precision": "", "get_rng_state": "", "initial_seed": "", "is_storage": "obj /",
    "is_tensor": "obj /", "typename": "obj /",
    "is_deterministic_algorithms_warn_only_enabled": "", "is_warn_always_enabled": "", "seed": "",
  ]
  private static let methods = [
    "istft": "self n_fft hop_length? win_length? window? center? normalized? onesided? length? return_complex?",
    "lu": "self pivot? get_infos?", "norm": "self p? dim? keepdim? dtype?", "split": "self split_size dim?",
    "stft": "self n_fft hop_length? win_length? window? center? pad_mode? normalized? onesided? return_complex?"
      + " align_to_window?",
    "unflatten": "self dim sizes", "unique": "self sorted? return_inverse? return_counts? dim?",
    "unique_consecutive": "self return_inverse? return_counts? dim?",
  ]

  /// Whether a call turns a switch on, given by position or by name.
  private static func isOn(_ arguments: Arguments, _ place: Int, _ keyword: String) -> Bool {
    switch arguments.count > place ? arguments[place] : arguments.keyword(named: keyword) {
    case .bool(let flag): flag
    case .int(let number): number != 0
    default: false
    }
  }

  /// The names of functions that are one of several, by what they are asked to return.
  private static let dispatched: [String: @Sendable (Arguments) -> String] = [
    "lu": { isOn($0, 2, "get_infos") ? "_lu_with_infos" : "_lu_no_infos" },
    "unique": { unique("_return_", $0, 2) },
    "unique_consecutive": { unique("_consecutive_return_", $0, 1) },
  ]

  private static func unique(_ prefix: String, _ arguments: Arguments, _ place: Int) -> String {
    switch (isOn(arguments, place, "return_inverse"), isOn(arguments, place + 1, "return_counts")) {
    case (false, false): prefix + "output"
    case (true, false): prefix + "inverse"
    case (false, true): prefix + "counts"
    case (true, true): prefix + "inverse_and_counts"
    }
  }

  /// Calls `body` with what a call passes, each argument where the operator takes it.
  ///
  /// - Throws: `TypeError` as Python words it for its own functions.
  func bind<Result>(_ arguments: Arguments, _ body: (Arguments) throws -> Result) throws -> Result {
    if isVariadic {
      for index in 0..<arguments.keywordCount {
        let keyword = arguments.keyword(index).name.value
        if !names.contains(keyword) { throw unexpected(keyword, arguments) }
      }
      return try body(arguments)
    }
    if arguments.keywords == nil, arguments.count >= required, arguments.count <= names.count {
      return try body(arguments)
    }
    var values = [Value](repeating: .undefined, count: names.count)
    for index in 0..<min(arguments.count, names.count) { values[index] = arguments[index] }
    for index in 0..<arguments.keywordCount {
      let (keyword, value) = arguments.keyword(index)
      guard let place = names.firstIndex(of: keyword.value), place >= positionalOnly else {
        throw unexpected(keyword.value, arguments)
      }
      if !values[place].isUndefined {
        throw PythonException(
          .typeError, "\(name(arguments))() got multiple values for argument '\(keyword.value)'")
      }
      values[place] = value
    }
    if arguments.count > names.count {
      let most = "\(names.count) positional argument\(names.count == 1 ? "" : "s")"
      let takes = required == names.count ? most : "from \(required) to \(most)"
      throw PythonException(
        .typeError,
        "\(name(arguments))() takes \(takes) but \(arguments.count) \(arguments.count == 1 ? "was" : "were") given")
    }
    let missing = (0..<required).filter { values[$0].isUndefined }.map { "'\(names[$0])'" }
    if let last = missing.last {
      let list =
        missing.count == 1
        ? last : missing.dropLast().joined(separator: ", ") + (missing.count > 2 ? "," : "") + " and \(last)"
      throw PythonException(
        .typeError,
        "\(name(arguments))() missing \(missing.count) required positional argument\(missing.count == 1 ? "" : "s"):"
          + " \(list)")
    }
    // The operator may take the others by their names only.
    let positional = values.prefix(max(arguments.count, required))
    let keywords = (positional.count..<values.count).filter { !values[$0].isUndefined }.map { (names[$0], values[$0]) }
    return try Arguments.with(Array(positional), keywords: keywords) { try body($0) }
  }

  private func unexpected(_ keyword: String, _ arguments: Arguments) -> PythonException {
    let misplaced = names.prefix(positionalOnly).filter { arguments.keyword(named: $0) != nil }
    if !misplaced.isEmpty {
      return PythonException(
        .typeError,
        "\(name(arguments))() got some positional-only arguments passed as keyword arguments: "
          + "'\(misplaced.joined(separator: ", "))'")
    }
    return PythonException(.typeError, "\(name(arguments))() got an unexpected keyword argument '\(keyword)'")
  }
}
