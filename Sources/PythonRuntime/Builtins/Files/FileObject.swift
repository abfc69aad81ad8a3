/// A Python file object over the session's file system, or over nothing but its own bytes (`io.StringIO`,
/// `io.BytesIO`).
package final class FileObject: Object {
  /// The opened file.
  package var open: OpenFile
  /// The `name` attribute: the path as it was given.
  package let name: String
  /// Whether `close()` has been called.
  package private(set) var isClosed = false

  /// Wraps an opened file.
  package init(_ open: OpenFile, name: String) {
    self.open = open
    self.name = name
    super.init(type: open.mode.isBinary ? (open.mode.writes ? .bufferedWriter : .bufferedReader) : .textFile)
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    open.mode.isBinary
      ? "<_io.\(type.name) name=\(TextRepr.repr(name))>"
      : "<_io.TextIOWrapper name=\(TextRepr.repr(name)) mode='\(open.mode.text)' encoding='UTF-8'>"
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? {
    try checkOpen()
    return asValue
  }

  package override func next(_ interpreter: Interpreter) throws -> Value? {
    try checkReadable()
    let line = open.readLine()
    return line.isEmpty ? nil : value(line)
  }

  package override func enter(_ interpreter: Interpreter) throws -> Value? {
    try checkOpen()
    return asValue
  }

  package override func exit(_ exception: ExceptionObject?, _ interpreter: Interpreter) throws -> Bool {
    isClosed = true
    return false
  }

  /// Closes the file; what was written stays.
  package func close() { isClosed = true }

  /// Throws `ValueError` when the file has been closed.
  package func checkOpen() throws(PythonException) {
    if isClosed { throw PythonException(.valueError, "I/O operation on closed file.") }
  }

  func checkReadable() throws {
    try checkOpen()
    guard open.mode.reads else {
      throw PythonException(.unsupportedOperation, open.mode.isBinary ? "read" : "not readable")
    }
  }

  func checkWritable() throws {
    try checkOpen()
    guard open.mode.writes else {
      throw PythonException(.unsupportedOperation, open.mode.isBinary ? "write" : "not writable")
    }
  }

  /// What was read, as `str` or `bytes`.
  func value(_ bytes: [UInt8]) -> Value {
    open.mode.isBinary ? .object(BytesObject(bytes)) : .string(bytes.text)
  }

  /// Writes a `str` or bytes, as the mode wants; returns what `write()` returns.
  package func write(_ value: Value) throws -> Value {
    try checkWritable()
    if open.mode.isBinary {
      guard let bytes = value.bytes else {
        throw PythonException(.typeError, "a bytes-like object is required, not '\(value.type.tpName)'")
      }
      try open.write(bytes)
      return .int(bytes.count)
    }
    guard let string = value.cast(StringObject.self) else {
      throw PythonException(.typeError, "write() argument must be str, not \(value.type.tpName)")
    }
    try open.write(Array(string.value.utf8))
    return .int(string.count)
  }
}
