import { readFileSync } from 'node:fs'

// lexicon: 40,000 English words with what is known of their meaning. LEXICON.md tells where it comes from.

/** What is known of words. A word goes by its place: 0 is the most frequent one. */
export interface Lexicon {
  placeOf(word: string): number | null
  /** The base form of an irregular form (`fall` for `fell`), or null. */
  baseOf(place: number): string | null
  areOpposites(a: number, b: number): boolean
  /** The cosine of the angle between the words' vectors in thousandths, rounded down: whole numbers all the way. */
  nearness(a: number, b: number): number
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
  const opposed = new Set(pairsOf(opposites).map(([a, b]) => pairKey(a, b)))
  const numbers = new Int8Array(vectors.buffer, vectors.byteOffset, vectors.length)
  return {
    placeOf: (word) => places.get(word) ?? null,
    baseOf: (place) => list[bases.get(place) ?? -1] ?? null,
    areOpposites: (a, b) => opposed.has(pairKey(a, b)),
    nearness: (a, b) => Math.floor((1000 * product(numbers, a, b)) / SQUARED_LENGTH),
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

const pairKey = (a: number, b: number) => Math.min(a, b) * 65_536 + Math.max(a, b)

function product(numbers: Int8Array, a: number, b: number): number {
  let sum = 0
  for (let i = 0; i < DIMENSIONS; i++) {
    sum += (numbers[a * DIMENSIONS + i] ?? 0) * (numbers[b * DIMENSIONS + i] ?? 0)
  }
  return sum
}
