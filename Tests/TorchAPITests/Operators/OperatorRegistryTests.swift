import Testing

@testable import TorchAPI

@Suite struct OperatorRegistryTests {
  /// A function is looked for family by family, up to the first that has it.
  @Test func everyNameBelongsToOneFamily() {
    var places: [String: Int] = [:]
    for (place, family) in OperatorRegistry.families.enumerated() {
      for name in Set(family().map(\.name)) {
        #expect(places.updateValue(place, forKey: name) == nil, "\(name) is in two families")
      }
    }
    for (name, overloads) in OperatorRegistry.groups where name != "split" {
      #expect(OperatorRegistry.overloads(name).map(\.schema) == overloads.map(\.schema))
    }
  }

  /// An underscore at the end marks a form in place.
  @Test func noOperatorIsNamedLikeAFormInPlace() {
    #expect(OperatorRegistry.all.allSatisfy { !$0.name.hasSuffix("_") || $0.name.hasSuffix("__") })
    #expect(OperatorRegistry.overloads("add_").isEmpty)
  }
}
