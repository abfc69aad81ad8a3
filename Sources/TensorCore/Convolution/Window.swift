/// How a window slides over the spatial dimensions of a convolution or a pooling.
package struct Window: Sendable {
  package var size: [Int]
  package var stride: [Int]
  package var padding: [Int]
  package var dilation: [Int]
  /// Whether the last window may begin inside and end outside the padded input.
  package var roundsUp: Bool

  package init(size: [Int], stride: [Int], padding: [Int], dilation: [Int], roundsUp: Bool = false) {
    self.size = size
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.roundsUp = roundsUp
  }

  /// How many places the window takes along a dimension of `length`; less than 1 if it does not fit.
  package func places(_ length: Int, _ dim: Int) -> Int {
    let span = dilation[dim] &* (size[dim] &- 1) &+ 1
    let room = length &+ 2 &* padding[dim] &- span
    if room < 0, !roundsUp { return room &- stride[dim] < 0 ? 0 : 1 }
    var places = (room &+ (roundsUp ? stride[dim] &- 1 : 0)) / stride[dim] &+ 1
    // A window that would begin in the padding on the right is left out.
    if roundsUp, (places &- 1) &* stride[dim] >= length &+ padding[dim] { places &-= 1 }
    return places
  }

  /// The places along every spatial dimension of an input.
  package func places(over lengths: [Int]) -> [Int] { lengths.indices.map { places(lengths[$0], $0) } }
}

/// The pairs of places in a window's view: for one place of the window and one of its elements the input's element.
///
/// Everything is laid out along up to three spatial dimensions; missing ones count as size 1.
struct WindowWalk {
  let input: (Int, Int, Int)
  let output: (Int, Int, Int)
  let kernel: (Int, Int, Int)
  let stride: (Int, Int, Int)
  let padding: (Int, Int, Int)
  let dilation: (Int, Int, Int)

  init(_ window: Window, input: [Int], output: [Int]) {
    func three(_ list: [Int], _ fill: Int) -> (Int, Int, Int) {
      switch list.count {
      case 0: (fill, fill, fill)
      case 1: (fill, fill, list[0])
      case 2: (fill, list[0], list[1])
      default: (list[0], list[1], list[2])
      }
    }
    self.input = three(input, 1)
    self.output = three(output, 1)
    kernel = three(window.size, 1)
    stride = three(window.stride, 1)
    padding = three(window.padding, 0)
    dilation = three(window.dilation, 1)
  }

  private init(
    input: (Int, Int, Int), output: (Int, Int, Int), kernel: (Int, Int, Int), padding: (Int, Int, Int),
    dilation: (Int, Int, Int)
  ) {
    self.input = input
    self.output = output
    self.kernel = kernel
    self.padding = padding
    self.dilation = dilation
    stride = (1, 1, 1)
  }

  /// The walk of the same window, read backwards, over the output, which gives to every input element the places that
  /// look at it; nil where the window moves by more than one or would begin inside the output.
  var reversed: WindowWalk? {
    guard stride == (1, 1, 1) else { return nil }
    func outside(_ kernel: Int, _ dilation: Int, _ padding: Int) -> Int { (kernel &- 1) &* dilation &- padding }
    let padding = (
      outside(kernel.0, dilation.0, self.padding.0), outside(kernel.1, dilation.1, self.padding.1),
      outside(kernel.2, dilation.2, self.padding.2)
    )
    guard padding.0 >= 0, padding.1 >= 0, padding.2 >= 0 else { return nil }
    return WindowWalk(input: output, output: input, kernel: kernel, padding: padding, dilation: dilation)
  }

  var inputCount: Int { input.0 &* input.1 &* input.2 }
  var outputCount: Int { output.0 &* output.1 &* output.2 }
  var kernelCount: Int { kernel.0 &* kernel.1 &* kernel.2 }

  /// Calls `body` for each row of output places at which element `k` of the window lies inside the input: the number of
  /// the first place, the number of the first input element, how many there are. The input elements are `stride.2` apart.
  @inline(__always) func forEachRow(
    kernelElement k: Int, _ body: (_ output: Int, _ input: Int, _ count: Int) -> Void
  ) {
    let shift = padding.2 &- k % kernel.2 &* dilation.2
    let k1 = k / kernel.2 % kernel.1
    let k0 = k / kernel.2 / kernel.1
    let first = shift <= 0 ? 0 : (shift &+ stride.2 &- 1) / stride.2
    let reach = input.2 &- 1 &+ shift
    let end = reach < 0 ? 0 : Swift.min(output.2, reach / stride.2 &+ 1)
    if first >= end { return }
    for o0 in 0..<output.0 {
      let i0 = o0 &* stride.0 &- padding.0 &+ k0 &* dilation.0
      if i0 < 0 || i0 >= input.0 { continue }
      for o1 in 0..<output.1 {
        let i1 = o1 &* stride.1 &- padding.1 &+ k1 &* dilation.1
        if i1 < 0 || i1 >= input.1 { continue }
        body(
          (o0 &* output.1 &+ o1) &* output.2 &+ first,
          (i0 &* input.1 &+ i1) &* input.2 &+ first &* stride.2 &- shift, end &- first)
      }
    }
  }

  /// Whether every window covers whole rows of an image of at most two dimensions, without padding and gaps.
  var liesInside: Bool {
    input.0 == 1 && kernel.0 == 1 && padding == (0, 0, 0) && dilation == (1, 1, 1)
      && (output.1 &- 1) &* stride.1 &+ kernel.1 <= input.1 && (output.2 &- 1) &* stride.2 &+ kernel.2 <= input.2
  }

  /// Calls `body` with the number of each input element inside the window at an output place, in row-major order.
  @inline(__always) func forEachElement(outputPlace o: Int, _ body: (_ input: Int) -> Void) {
    let o2 = o % output.2
    let o1 = o / output.2 % output.1
    let o0 = o / output.2 / output.1
    for k0 in 0..<kernel.0 {
      let i0 = o0 &* stride.0 &- padding.0 &+ k0 &* dilation.0
      if i0 < 0 || i0 >= input.0 { continue }
      for k1 in 0..<kernel.1 {
        let i1 = o1 &* stride.1 &- padding.1 &+ k1 &* dilation.1
        if i1 < 0 || i1 >= input.1 { continue }
        for k2 in 0..<kernel.2 {
          let i2 = o2 &* stride.2 &- padding.2 &+ k2 &* dilation.2
          if i2 < 0 || i2 >= input.2 { continue }
          body((i0 &* input.1 &+ i1) &* input.2 &+ i2)
        }
      }
    }
  }
}
