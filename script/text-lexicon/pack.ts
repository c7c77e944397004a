type Pairs = readonly (readonly [number, number])[]

export interface LexiconParts {
  /** The most frequent word first; at most 65,536 of them. */
  readonly words: readonly string[]
  readonly irregular: Pairs
  readonly opposites: Pairs
  readonly vectors: readonly Float64Array[]
}

/**
 * A lexicon as `src/scoring/text/lexicon.ts` reads it. Four lengths in bytes (uint32, little endian, as all numbers
 * here), then what they count: the words, one a line; the pairs of irregular forms with their bases and of opposites
 * (two uint16 each, places in the words); the vectors, scaled to length 127, a byte for each number.
 */
export function packLexicon({ words, irregular, opposites, vectors }: LexiconParts): Buffer {
  const parts = [
    Buffer.from(words.join('\n')),
    packPairs(irregular),
    packPairs(opposites),
    Buffer.concat(vectors.map(packVector)),
  ]
  const lengths = Buffer.alloc(4 * parts.length)
  parts.forEach((part, i) => void lengths.writeUInt32LE(part.length, 4 * i))
  return Buffer.concat([lengths, ...parts])
}

function packPairs(pairs: Pairs): Buffer {
  const packed = Buffer.alloc(4 * pairs.length)
  pairs.forEach(([a, b], i) => {
    packed.writeUInt16LE(a, 4 * i)
    packed.writeUInt16LE(b, 4 * i + 2)
  })
  return packed
}

function packVector(vector: Float64Array): Buffer {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0)) || 1
  return Buffer.from(Int8Array.from(vector, (x) => Math.round((127 * x) / length)).buffer)
}
