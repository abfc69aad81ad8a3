// A list nested a million deep must not free itself by a million nested calls. Whoever holds values calls
// `releaseIteratively` from its `deinit`: an element that nobody else holds gives up its own elements first.

extension Object {
  /// Frees `values`, walking down through objects that only they hold.
  static func releaseIteratively(_ values: inout [Value]) {
    // The common case: no element holds anything itself.
    if !holdHolders(values) { return }
    var pending: [Value] = []
    swap(&pending, &values)
    while let value = pending.popLast() {
      guard case .object(var object) = consume value else { continue }
      if object.type.holdsValues && isKnownUniquelyReferenced(&object) { object.surrender(to: &pending) }
    }
  }

  /// Moves the elements of a container into `pending`, but for those that hold nothing themselves: the container frees
  /// them with its storage.
  static func surrender(_ elements: inout [Value], to pending: inout [Value]) {
    guard holdHolders(elements) else { return }
    pending.append(contentsOf: elements)
    elements = []
  }

  /// Whether any of the values holds values itself.
  private static func holdHolders(_ values: [Value]) -> Bool {
    for index in 0..<values.count {
      if case .object(let object) = values[index], object.type.holdsValues { return true }
    }
    return false
  }

  /// Frees the attribute values.
  final func releaseSlots() {
    var values: [Value] = []
    surrenderSlots(to: &values)
    Object.releaseIteratively(&values)
  }

  /// Moves the attribute values into `pending` and frees their storage.
  final func surrenderSlots(to pending: inout [Value]) {
    guard let slots, let shape else { return }
    let (count, capacity) = shape._withUnsafeGuaranteedRef { ($0.count, $0.capacity) }
    for index in 0..<count {
      if case .object = slots[index] {
        pending.append((slots + index).move())
      } else {
        (slots + index).deinitialize(count: 1)
      }
    }
    _ = capacity
    slots.deallocate()
    self.slots = nil
    self.shape = nil
  }
}
