/** How a message's blocks of 64 bytes become a digest, in words of 32 bits. */
interface Algorithm {
  readonly initial: readonly number[]
  readonly littleEndian: boolean
  /** The state after one more block. */
  mix(state: readonly number[], block: readonly number[]): readonly number[]
}

const BLOCK_BYTES = 64

const rotated = (word: number, by: number) => (word << by) | (word >>> (32 - by))
const sums = (state: readonly number[], more: readonly number[]) =>
  state.map((word, i) => (word + (more[i] ?? 0)) | 0)

/** The first 32 bits of a number's fraction. */
const fraction = (number: number) => ((number - Math.floor(number)) * 2 ** 32) | 0

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  return primes
}

const MD5_SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0)
const MD5_TURNS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const
const START = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]

/** RFC 1321. */
const md5: Algorithm = {
  initial: START,
  littleEndian: true,
  mix(state, block) {
    let [a = 0, b = 0, c = 0, d = 0] = state
    for (let i = 0; i < 64; i += 1) {
      const round = i >> 4
      const [mixed, word] =
        round === 0
          ? [(b & c) | (~b & d), i]
          : round === 1
            ? [(d & b) | (~d & c), 5 * i + 1]
            : round === 2
              ? [b ^ c ^ d, 3 * i + 5]
              : [c ^ (b | ~d), 7 * i]
      const sum = (a + mixed + (MD5_SINES[i] ?? 0) + (block[word % 16] ?? 0)) | 0
      const next = (b + rotated(sum, MD5_TURNS[round]?.[i % 4] ?? 0)) | 0
      ;[a, b, c, d] = [d, next, b, c]
    }
    return sums(state, [a, b, c, d])
  },
}

const SHA1_CONSTANTS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6]

/** FIPS 180-4, 6.1. */
const sha1: Algorithm = {
  initial: [...START, 0xc3d2e1f0],
  littleEndian: false,
  mix(state, block) {
    const words = [...block]
    const word = (i: number) => words[i] ?? 0
    for (let i = 16; i < 80; i += 1)
      words.push(rotated(word(i - 3) ^ word(i - 8) ^ word(i - 14) ^ word(i - 16), 1))
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state
    for (let i = 0; i < 80; i += 1) {
      const round = Math.floor(i / 20)
      const mixed = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d
      const next = (rotated(a, 5) + mixed + e + (SHA1_CONSTANTS[round] ?? 0) + word(i)) | 0
      ;[a, b, c, d, e] = [next, a, rotated(b, 30), c, d]
    }
    return sums(state, [a, b, c, d, e])
  },
}

const SHA256_CONSTANTS = firstPrimes(64).map((prime) => fraction(Math.cbrt(prime)))

/** FIPS 180-4, 6.2. */
const sha256: Algorithm = {
  initial: firstPrimes(8).map((prime) => fraction(Math.sqrt(prime))),
  littleEndian: false,
  mix(state, block) {
    const words = [...block]
    const word = (i: number) => words[i] ?? 0
    for (let i = 16; i < 64; i += 1) {
      const small0 = rotated(word(i - 15), 25) ^ rotated(word(i - 15), 14) ^ (word(i - 15) >>> 3)
      const small1 = rotated(word(i - 2), 15) ^ rotated(word(i - 2), 13) ^ (word(i - 2) >>> 10)
      words.push((word(i - 16) + small0 + word(i - 7) + small1) | 0)
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
    for (let i = 0; i < 64; i += 1) {
      const big1 = rotated(e, 26) ^ rotated(e, 21) ^ rotated(e, 7)
      const first = (h + big1 + ((e & f) ^ (~e & g)) + (SHA256_CONSTANTS[i] ?? 0) + word(i)) | 0
      const big0 = rotated(a, 30) ^ rotated(a, 19) ^ rotated(a, 10)
      const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      ;[a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g]
    }
    return sums(state, [a, b, c, d, e, f, g, h])
  },
}

const ALGORITHMS: Readonly<Record<string, Algorithm>> = { md5, sha1, sha256 }

/** The digests that there are. */
export const hashNames = Object.keys(ALGORITHMS)

/**
 * The digest of a message, or null where there is no such digest.
 * @param name in any case, with or without a hyphen
 */
export function digestOf(name: string, message: Uint8Array): Uint8Array | null {
  const algorithm = ALGORITHMS[name.toLowerCase().replace('-', '')]
  if (algorithm === undefined) return null
  const { initial, littleEndian, mix } = algorithm
  const padded = new Uint8Array(Math.ceil((message.length + 9) / BLOCK_BYTES) * BLOCK_BYTES)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n, littleEndian)
  let state = initial
  for (let at = 0; at < padded.length; at += BLOCK_BYTES) {
    state = mix(
      state,
      Array.from({ length: 16 }, (_, i) => view.getInt32(at + 4 * i, littleEndian)),
    )
  }
  const digest = new DataView(new ArrayBuffer(4 * state.length))
  for (const [i, word] of state.entries()) digest.setInt32(4 * i, word, littleEndian)
  return new Uint8Array(digest.buffer)
}

/** A message's digest with a key, as RFC 2104 has it. */
export function keyedDigestOf(name: string, key: Uint8Array, message: Uint8Array): Uint8Array | null {
  const short = key.length > BLOCK_BYTES ? digestOf(name, key) : key
  if (short === null) return null
  const block = new Uint8Array(BLOCK_BYTES)
  block.set(short)
  const inner = digestOf(
    name,
    joined(
      block.map((byte) => byte ^ 0x36),
      message,
    ),
  )
  return (
    inner &&
    digestOf(
      name,
      joined(
        block.map((byte) => byte ^ 0x5c),
        inner,
      ),
    )
  )
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length)
  whole.set(first)
  whole.set(second, first.length)
  return whole
}
