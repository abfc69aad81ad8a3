/// `_session`: what modules written in Python tell the reader of a document.
enum SessionModule {
  static func make(_ interpreter: Interpreter) throws -> ModuleObject {
    let module = ModuleObject("_session")
    module.add([
      NativeModules.function("note", 1...1, "_session") { interpreter, arguments in
        interpreter.onNote(arguments[0].text ?? "")
        return .none
      }
    ])
    return module
  }
}
