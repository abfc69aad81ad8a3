/// Decides which output each expectation meets.
struct Alignment {
  init(_ cell: CellText, _ expectations: [Expectation], _ record: CellRecord, _ reruns: Reruns) {
  }

  func check() -> CellCheck { CellCheck() }
}
