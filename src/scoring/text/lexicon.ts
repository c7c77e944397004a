import { readFileSync } from 'node:fs'

// lexicon: 40,000 English words with what is known of their meaning. LEXICON.md tells where it comes from.

/** What is known of words. A word goes by its place: 0 is the most frequent one. */
export interface Lexicon {
  placeOf(word: string): number | null
  /** The base form of an irregular form (`fall` for `fell`), or null. */
  baseOf(place: number): string | null
  areOpposites(a: number, b: number): boolean
  /**
   * Compares words with these: of each, the cosine of the angle between the two words' vectors in thousandths, rounded
   * down. Whole numbers all the way, which doubles hold exactly.
   */
  nearnessesTo(places: readonly number[]): (place: number) => Int16Array
}

const DIMENSIONS = 100
/** The squared length of a vector as `script/text-lexicon/pack.ts` scales it. */
const SQUARED_LENGTH = 127 * 127

let loaded: Lexicon | undefined

/** The lexicon, read from its file at first use and kept. */
export function lexicon(): Lexicon {
  loaded ??= unpack(readFileSync(new URL('lexicon.bin', import.meta.url)))
  return loaded
}

function unpack(file: Buffer): Lexicon {
  const [words, irregular, opposites, vectors] = partsOf(file)
  const list = words.toString('utf8').split('\n')
  const places = new Map(list.map((word, place) => [word, place]))
  const bases = new Map(pairsOf(irregular))
  const opposed = new Map<number, Set<number>>()
  const oppose = (a: number, b: number) => opposed.set(a, (opposed.get(a) ?? new Set()).add(b))
  for (const [a, b] of pairsOf(opposites)) {
    oppose(a, b)
    oppose(b, a)
  }
  const numbers = new Int8Array(vectors.buffer, vectors.byteOffset, vectors.length)
  return {
    placeOf: (word) => places.get(word) ?? null,
    baseOf: (place) => list[bases.get(place) ?? -1] ?? null,
    areOpposites: (a, b) => opposed.get(a)?.has(b) ?? false,
    nearnessesTo: (places) => nearnessesIn(numbers, places),
  }
}

/** The four parts that the four lengths at the head of the file tell. */
function partsOf(file: Buffer): [Buffer, Buffer, Buffer, Buffer] {
  let start = 16
  const next = (part: number) => {
    const end = start + file.readUInt32LE(4 * part)
    const bytes = file.subarray(start, end)
    start = end
    return bytes
  }
  return [next(0), next(1), next(2), next(3)]
}

function pairsOf(bytes: Buffer): (readonly [number, number])[] {
  return Array.from({ length: bytes.length / 4 }, (_, i) => [
    bytes.readUInt16LE(4 * i),
    bytes.readUInt16LE(4 * i + 2),
  ])
}

function nearnessesIn(numbers: Int8Array, places: readonly number[]): (place: number) => Int16Array {
  const vectorOf = (place: number) => numbers.subarray(place * DIMENSIONS, (place + 1) * DIMENSIONS)
  // As doubles, because V8 multiplies them much faster than it does small whole numbers.
  const rows = places.map((place) => Float64Array.from(vectorOf(place)))
  return (place) => {
    const vector = Float64Array.from(vectorOf(place))
    const nearnesses = new Int16Array(rows.length)
    rows.forEach((row, i) => {
      nearnesses[i] = Math.floor((1000 * product(row, vector)) / SQUARED_LENGTH)
    })
    return nearnesses
  }
}

/** Four sums at a time, none of which waits for another. */
function product(a: Float64Array, b: Float64Array): number {
  let [one, two, three, four] = [0, 0, 0, 0]
  for (let i = 0; i < DIMENSIONS; i += 4) {
    one += (a[i] ?? 0) * (b[i] ?? 0)
    two += (a[i + 1] ?? 0) * (b[i + 1] ?? 0)
    three += (a[i + 2] ?? 0) * (b[i + 2] ?? 0)
    four += (a[i + 3] ?? 0) * (b[i + 3] ?? 0)
  }
  return one + two + three + four
}
