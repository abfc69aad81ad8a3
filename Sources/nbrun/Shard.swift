#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A part of the documents: of every `count` in a row the one at `index`, so that neighbours, which often take about as
/// long, are spread over the parts.
struct Shard {
  /// From 0.
  let index: Int
  let count: Int

  /// Reads `I/N` with `I` from 1 to `N`.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let part = parts[0], let count = parts[1], part >= 1, part <= count else { return nil }
    self.init(index: part - 1, count: count)
  }

  init(index: Int, count: Int) {
    self.index = index
    self.count = count
  }

  /// What Bazel asks of a test that it splits: the part in two variables, and a file touched as a sign that the test
  /// knows of parts.
  static func ofEnvironment() -> Shard? {
    guard let total = getenv("TEST_TOTAL_SHARDS"), let count = Int(String(cString: total)), count > 1,
      let place = getenv("TEST_SHARD_INDEX"), let index = Int(String(cString: place)), index >= 0, index < count
    else { return nil }
    if let sign = getenv("TEST_SHARD_STATUS_FILE") {
      let file = open(String(cString: sign), O_CREAT | O_WRONLY | O_CLOEXEC, 0o666)
      if file >= 0 { close(file) }
    }
    return Shard(index: index, count: count)
  }

  /// Whether the document at a place among all is in this part.
  func holds(_ position: Int) -> Bool { position % count == index }

  /// `2/4`
  var text: String { "\(index + 1)/\(count)" }
}
