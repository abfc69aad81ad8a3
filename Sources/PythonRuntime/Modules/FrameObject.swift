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
}

extension Interpreter {
  /// The code that is running: `depth` calls up from the innermost; `nil` where there is none.
  func frameView(depth: Int) -> FrameView? {
    guard depth >= 0, stack.frameTop - stack.frames > depth else { return nil }
    // The frames between the bottom of the stack and its top are alive while code runs, and keep their code alive.
    let frame = stack.frameTop - 1 - depth
    let code = frame.pointee.code.takeUnretainedValue()
    let position = min(max(frame.pointee.pc - code.instructions - 1, 0), code.instructionCount - 1)
    let module = frame.pointee.globals.takeUnretainedValue().value(of: StringObject("__name__"))?.text
    return FrameView(
      function: code.name, file: code.source.name, line: code.source.line(of: code.ranges[position].lowerBound),
      module: module ?? "__main__")
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

/// A frame as Python sees it: `f_lineno`, `f_code.co_filename`, `f_code.co_name`, `f_globals["__name__"]`.
enum FrameObject {
  static func make(_ view: FrameView) -> Value {
    let code = ModuleObject(
      "code",
      members: [
        ("co_filename", .string(view.file)), ("co_name", .string(view.function)),
        ("co_qualname", .string(view.function)),
      ])
    var globals = HashTable()
    globals.set("__name__", .string(view.module))
    return .object(
      ModuleObject(
        "frame",
        members: [
          ("f_lineno", .int(view.line)), ("f_code", .object(code)), ("f_globals", .object(DictObject(globals))),
        ]))
  }
}
