import Synchronization

/// A binder whose schemas are read when the function is first called.
package final class LazyBinder: Sendable {
  private let function: String
  private let schemas: [String]
  private let made = Mutex<ArgumentBinder?>(nil)

  /// The binder of a function with these schemas.
  package init(_ function: String, _ schemas: [String]) {
    self.function = function
    self.schemas = schemas
  }

  /// The binder.
  package var binder: ArgumentBinder {
    made.withLock { made in
      if let made { return made }
      let binder = ArgumentBinder(function: function, schemas: schemas)
      made = binder
      return binder
    }
  }
}
