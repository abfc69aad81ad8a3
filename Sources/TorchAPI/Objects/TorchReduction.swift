import PythonRuntime

/// How pickles take apart what is native: by the functions of `torch._utils`.
enum TorchReduction {
  /// `__reduce_ex__`, which calls a function of `torch._utils`.
  static func by(_ function: String) -> NativeMember {
    .method("__reduce_ex__", .one) { interpreter, arguments in
      let reduce = try interpreter.getAttribute(interpreter.importModule("torch._utils"), StringObject(function))
      return try interpreter.call(reduce, arguments[0])
    }
  }
}
