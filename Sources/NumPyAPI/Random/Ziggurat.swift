#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The ziggurat method (Marsaglia and Tsang, 2000): the area below a falling density is cut into 256 layers of equal
/// area, and nearly every draw falls where its layer lies wholly below the density.
///
/// Layer `i` reaches to `x[i]`, where the density is `f[i]`; the lowest holds the tail beyond `x[255]` too. From the
/// area `v` of a layer follows each edge from the one below it: `f[i] = v / x[i + 1] + f[i + 1]`.
struct Ziggurat: Sendable {
  /// The density at the edges, which is 1 at the top.
  let density: [Double]
  /// The edges, as what a unit of the drawn whole number stands for.
  let unit: [Double]
  /// The whole numbers below which a draw is surely below the density.
  let sure: [UInt64]

  /// Where the tail of the normal distribution begins.
  static let normalEdge = 3.6541528853610087963519472518
  /// Where the tail of the exponential distribution begins.
  static let exponentialEdge = 7.69711747013104972

  /// The layers of the normal distribution's half, for 52 random bits. NumPy's were computed in doubles, the area a
  /// double too, so these are.
  static let normal: Ziggurat = {
    let (edges, density) = normalLayers
    let sure = share(edges, density, area: normalArea).map { UInt64(($0 * 0x1p52).rounded(.toNearestOrEven)) }
    return Ziggurat(
      density: density, unit: [normalArea / density[255] * 0x1p-52] + edges.dropFirst().map { $0 * 0x1p-52 },
      sure: sure)
  }()

  /// The same layers for 23 random bits.
  static let singleNormal: Ziggurat = {
    let (edges, density) = normalLayers
    let sure = share(edges, density, area: normalArea).map { UInt64(($0 * 0x1p23).rounded(.toNearestOrEven)) }
    let units = [normalArea / density[255] * 0x1p-23] + edges.dropFirst().map { $0 * 0x1p-23 }
    return Ziggurat(density: density.map { Double(Float($0)) }, unit: units.map { Double(Float($0)) }, sure: sure)
  }()

  /// The layers of the exponential distribution, for 53 random bits, each entry of which is rounded once.
  static let exponential: Ziggurat = {
    // The edge that makes the topmost layer end at 1.
    let last = DoubleDouble(7.697117470131050, -3.6248703662405964e-16)
    let area = (last + DoubleDouble(1)) * (-last).exponential
    var edges = [DoubleDouble](repeating: DoubleDouble(0), count: 256)
    var density = edges
    edges[255] = last
    density[255] = (-last).exponential
    density[0] = DoubleDouble(1)
    for layer in stride(from: 254, through: 1, by: -1) {
      density[layer] = area / edges[layer + 1] + density[layer + 1]
      edges[layer] = -density[layer].logarithm
    }
    var sure = [UInt64](repeating: 0, count: 256)
    // Even numbers: the last of the 53 bits decides nothing.
    func even(_ share: DoubleDouble) -> UInt64 {
      let scaled = DoubleDouble(share.high * 0x1p52, share.low * 0x1p52)
      let whole = scaled.high.rounded(.down)
      return (scaled.high - whole + scaled.low < 0 ? UInt64(whole) - 1 : UInt64(whole)) * 2
    }
    sure[0] = even(last * density[255] / area)
    for layer in 2..<256 { sure[layer] = even(edges[layer - 1] / edges[layer]) }
    edges[0] = area / density[255]
    return Ziggurat(density: density.map(\.high), unit: edges.map { $0.high * 0x1p-53 }, sure: sure)
  }()

  private static let normalArea = 0x1.43016A5A4372Ep-8

  private static let normalLayers: (edges: [Double], density: [Double]) = {
    var edges = [Double](repeating: 0, count: 256)
    var density = edges
    edges[255] = normalEdge
    density[255] = exp(-0.5 * normalEdge * normalEdge)
    density[0] = 1
    for layer in stride(from: 254, through: 1, by: -1) {
      let x = (-2 * log(normalArea / edges[layer + 1] + density[layer + 1])).squareRoot()
      edges[layer] = x
      density[layer] = exp(-0.5 * x * x)
      // The exponential that NumPy's table was made with rounds up here, where the correctly rounded one does not.
      if layer == 38 { density[layer] = density[layer].nextUp }
    }
    return (edges, density)
  }()

  /// The part of each layer that lies wholly below the density.
  private static func share(_ edges: [Double], _ density: [Double], area: Double) -> [Double] {
    (0..<256).map { layer in
      switch layer {
      case 0: edges[255] * density[255] / area
      case 1: 0
      default: edges[layer - 1] / edges[layer]
      }
    }
  }
}

extension RandomBits {
  /// A standard normal number.
  mutating func zigguratNormal() -> Double {
    let table = Ziggurat.normal
    while true {
      let word = next64()
      let layer = Int(word & 0xFF)
      let whole = word >> 9 & 0x000F_FFFF_FFFF_FFFF
      let size = Double(whole) * table.unit[layer]
      let x = word >> 8 & 1 == 0 ? size : -size
      if whole < table.sure[layer] { return x }
      if layer == 0 {
        while true {
          let beyond = -(1 / Ziggurat.normalEdge) * log1p(-nextDouble())
          let height = -log1p(-nextDouble())
          if height + height > beyond * beyond {
            return whole >> 8 & 1 == 0 ? Ziggurat.normalEdge + beyond : -(Ziggurat.normalEdge + beyond)
          }
        }
      }
      let height = (table.density[layer - 1] - table.density[layer]) * nextDouble() + table.density[layer]
      if height < exp(-0.5 * x * x) { return x }
    }
  }

  /// A standard normal number in single precision.
  mutating func zigguratSingleNormal() -> Float {
    let table = Ziggurat.singleNormal
    let edge = Float(Ziggurat.normalEdge)
    while true {
      let word = next32()
      let layer = Int(word & 0xFF)
      let whole = word >> 9
      let size = Float(whole) * Float(table.unit[layer])
      let x = word >> 8 & 1 == 0 ? size : -size
      if UInt64(whole) < table.sure[layer] { return x }
      if layer == 0 {
        while true {
          let beyond = -(Float(1 / Ziggurat.normalEdge)) * log1pf(-nextFloat())
          let height = -log1pf(-nextFloat())
          if height + height > beyond * beyond { return whole >> 8 & 1 == 0 ? edge + beyond : -(edge + beyond) }
        }
      }
      let (upper, lower) = (Float(table.density[layer - 1]), Float(table.density[layer]))
      if Double((upper - lower) * nextFloat() + lower) < exp(-0.5 * Double(x) * Double(x)) { return x }
    }
  }

  /// A standard exponential number.
  mutating func zigguratExponential() -> Double {
    let table = Ziggurat.exponential
    while true {
      let word = next64() >> 3
      let layer = Int(word & 0xFF)
      let whole = word >> 8
      let x = Double(whole) * table.unit[layer]
      if whole < table.sure[layer] { return x }
      if layer == 0 { return Ziggurat.exponentialEdge - log1p(-nextDouble()) }
      let height = (table.density[layer - 1] - table.density[layer]) * nextDouble() + table.density[layer]
      if height < exp(-x) { return x }
    }
  }
}
