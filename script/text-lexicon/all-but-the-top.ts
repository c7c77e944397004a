/** Rounds of power iteration; the directions have long settled by then. */
const ROUNDS = 40

/**
 * Unit vectors without what all of them have in common: their middle and the directions in which they differ most,
 * which tell how frequent a word is rather than what it means. Mu and Viswanath, "All-but-the-Top: Simple and
 * Effective Postprocessing for Word Representations" (2018).
 */
export function withoutTheTop(vectors: readonly Float64Array[], directions: number): readonly Float64Array[] {
  let rest = centred(vectors.map(unit))
  for (let i = 0; i < directions; i++) {
    const top = topDirection(rest)
    rest = rest.map((vector) => {
      const along = product(vector, top)
      return vector.map((x, k) => x - along * (top[k] ?? 0))
    })
  }
  return rest.map(unit)
}

function centred(vectors: readonly Float64Array[]): readonly Float64Array[] {
  const middle = total(vectors, () => 1).map((x) => x / vectors.length)
  return vectors.map((vector) => vector.map((x, i) => x - (middle[i] ?? 0)))
}

/** The direction of the greatest variance, by power iteration from a fixed start. */
function topDirection(vectors: readonly Float64Array[]): Float64Array {
  let direction = unit(Float64Array.from(vectors[0] ?? [], (_, i) => i + 1))
  for (let round = 0; round < ROUNDS; round++) {
    const towards = direction
    direction = unit(total(vectors, (vector) => product(vector, towards)))
  }
  return direction
}

function total(vectors: readonly Float64Array[], weight: (vector: Float64Array) => number): Float64Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0)
  for (const vector of vectors) {
    const times = weight(vector)
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + times * (vector[i] ?? 0)
  }
  return sum
}

const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0)

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(product(vector, vector)) || 1
  return vector.map((x) => x / length)
}
