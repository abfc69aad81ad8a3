/// The hidden class of instances: which attribute lives in which slot. Objects that got the same attributes in the same
/// order share a shape, so that one pointer comparison tells where an attribute is.
///
/// A session's shapes form a tree below `Interpreter.emptyShape` and live as long as the session. An object with many
/// attributes, a deleted attribute or a requested `__dict__` has the shape `dictionary`: its attributes are in the
/// `DictObject` in slot 0.
final class Shape: @unchecked Sendable {
  /// Attributes in slot order.
  let names: [StringObject]
  /// The number of slots in use.
  let count: Int
  /// The number of slots allocated by objects of this shape: the next power of two from 4.
  let capacity: Int
  private var positions: [String: Int]?
  private var recent = RecentNames<Int>()
  /// How many searches there were; objects pass through most shapes on their way to another.
  private var searches = 0
  private var transitions: [ObjectIdentifier: Shape] = [:]
  private var transitionsByText: [String: Shape] = [:]

  /// The shape of objects whose attributes are in a dictionary.
  static let dictionary = Shape(names: [StringObject("__dict__")])

  /// The number of attributes above which an object takes a dictionary.
  static let maximumCount = 64

  init(names: [StringObject]) {
    self.names = names
    count = names.count
    var capacity = 4
    while capacity < names.count { capacity *= 2 }
    self.capacity = capacity
  }

  deinit { recent.removeAll() }

  /// The slot of `name`, or -1.
  func position(of name: StringObject) -> Int {
    if let known = recent.found(name) { return known }
    let position = search(name)
    // The one shape that all sessions share is not asked much, and threads must not meet here.
    if self !== Shape.dictionary {
      searches &+= 1
      if searches > 8 { recent.note(name, position) }
    }
    return position
  }

  private func search(_ name: StringObject) -> Int {
    if count <= 8 {
      for index in 0..<count where names[index] === name { return index }
      let hash = name.cachedHash
      for index in 0..<count where names[index].cachedHash == hash && names[index].value == name.value { return index }
      return -1
    }
    if positions == nil {
      positions = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1.value, $0) })
    }
    return positions?[name.value] ?? -1
  }

  /// The shape of an object of this shape that is given the attribute `name`.
  func adding(_ name: StringObject) -> Shape {
    if let next = transitions[ObjectIdentifier(name)] { return next }
    if let next = transitionsByText[name.value] { return next }
    let next = Shape(names: names + [name])
    transitionsByText[name.value] = next
    // The child holds the name, so the identity stays valid.
    transitions[ObjectIdentifier(name)] = next
    return next
  }
}
