/// What `sys._getframe()` tells of running code: a picture taken at the call, not the frame itself.
struct FrameView {
  /// The name of the function, `<module>` outside of one.
  let function: String
  /// The document or the module's file.
  let file: String
  /// The line that is executing.
  let line: Int
  /// `__name__` of the module the code belongs to.
  let module: String
  /// What is executing, and the variables of its module.
  let code: CodeObject
  let globals: GlobalTable
}

extension Interpreter {
  /// The code that is running: `depth` calls up from the innermost; `nil` where there is none.
  func frameView(depth: Int) -> FrameView? {
    guard depth >= 0, stack.frameTop - stack.frames > depth else { return nil }
    // The frames between the bottom of the stack and its top are alive while code runs, and keep their code alive.
    let frame = stack.frameTop - 1 - depth
    let code = frame.pointee.code.takeUnretainedValue()
    let position = min(max(frame.pointee.pc - code.instructions - 1, 0), code.instructionCount - 1)
    let globals = frame.pointee.globals.takeUnretainedValue()
    let module = globals.value(of: StringObject("__name__"))?.text
    return FrameView(
      function: code.name, file: code.source.name, line: code.source.line(of: code.ranges[position].lowerBound),
      module: module ?? "__main__", code: code, globals: globals)
  }

  /// The innermost code of the document, for messages about it.
  package var cellLocation: (file: String, line: Int)? {
    var depth = 0
    while let view = frameView(depth: depth) {
      if view.module == "__main__" { return (view.file, view.line) }
      depth += 1
    }
    return nil
  }
}

/// A frame as Python sees it: `f_lineno`, `f_code`, `f_locals`, `f_back`, `f_globals["__name__"]`.
enum FrameObject {
  /// A picture of the frames from the one `depth` calls up from the innermost to the outermost, each the `f_back` of the
  /// one before; nil where there is no such call.
  static func make(depth: Int, _ interpreter: Interpreter) -> Value? {
    var count = depth
    while interpreter.frameView(depth: count) != nil { count += 1 }
    var frame: Value?
    for depth in (depth..<count).reversed() {
      guard let view = interpreter.frameView(depth: depth) else { continue }
      frame = make(view, interpreter.localVariables(depth: depth), back: frame ?? .none)
    }
    return frame
  }

  private static func make(_ view: FrameView, _ locals: HashTable?, back: Value) -> Value {
    var globals = HashTable()
    globals.set("__name__", .string(view.module))
    let variables: Object =
      locals.map { DictObject($0) } ?? MappingProxyObject(view.globals.table, variables: view.globals)
    return .object(
      ModuleObject(
        "frame",
        members: [
          ("f_lineno", .int(view.line)), ("f_code", .object(view.code)), ("f_globals", .object(DictObject(globals))),
          ("f_locals", .object(variables)), ("f_back", back),
        ]))
  }
}
