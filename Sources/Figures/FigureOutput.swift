import PythonRuntime

/// `_figures`: where the figures that a document draws leave the session. It is reached through the session's thread
/// only, like the interpreter that holds it.
package final class FigureOutput: @unchecked Sendable {
  /// Receives a figure that is shown.
  package var onDrawing: (Drawing) -> Void = { _ in }
  /// Whether figures that are shown are wanted; if not, they need not be drawn.
  package var isWanted = true
  /// Called at the end of every cell, once a document has drawn something.
  private var cellEnd: Value?
  /// The numbers and pixels that figures may still take.
  private var budget: Int

  /// Makes the module known to a session.
  ///
  /// - Parameter limit: the bytes that a document may put out.
  package init(in interpreter: Interpreter, limit: Int) {
    budget = limit / 8
    interpreter.nativeModules["_figures"] = { [unowned self] _ in make() }
  }

  /// Shows the figures that the cell which ends has drawn and not shown.
  package func endCell(_ interpreter: Interpreter) throws {
    if let cellEnd { _ = try interpreter.call(cellEnd) }
  }

  private func make() -> ModuleObject {
    func function(_ name: String, _ count: Int, _ body: @escaping NativeFunction.Body) -> (String, Value) {
      (name, .object(NativeFunction(name, .positional(count...count), module: "_figures", body: body)))
    }
    return ModuleObject(
      "_figures",
      members: [
        function("is_wanted", 0) { [unowned self] _, _ in .bool(isWanted) },
        function("at_cell_end", 1) { [unowned self] _, arguments in
          cellEnd = arguments[0]
          return .none
        },
        function("show", 6) { [unowned self] interpreter, arguments in
          onDrawing(try drawing(interpreter, arguments))
          return .none
        },
        function("svg", 6) { [unowned self] interpreter, arguments in
          .string(SVG(try drawing(interpreter, arguments), identifier: "figure").text)
        },
      ])
  }

  private func drawing(_ interpreter: Interpreter, _ arguments: Arguments) throws -> Drawing {
    var reader = DrawingReader(interpreter: interpreter, budget: budget)
    let drawing = try reader.drawing(Array(arguments.positional))
    budget = reader.budget
    return drawing
  }
}
