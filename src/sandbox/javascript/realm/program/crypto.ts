import { crypto } from '../crypto.ts'
import { Buffer } from './buffer.ts'
import { digestOf, hashNames, keyedDigestOf } from './hashes.ts'

type Digest = (message: Uint8Array) => Uint8Array | null

/** What `createHash` and `createHmac` give. */
export class Hash {
  readonly #digest: Digest
  readonly #parts: Buffer[] = []
  #finished = false

  constructor(digest: Digest) {
    this.#digest = digest
    if (digest(new Uint8Array()) === null)
      throw Object.assign(new Error('Digest method not supported'), { code: 'ERR_CRYPTO_INVALID_DIGEST' })
  }

  update(data: unknown, encoding?: string): this {
    if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
      const text =
        'The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView.'
      throw Object.assign(new TypeError(text), { code: 'ERR_INVALID_ARG_TYPE' })
    }
    if (this.#finished) throw new Error('Digest already called')
    this.#parts.push(Buffer.from(data, encoding))
    return this
  }

  digest(encoding?: string): unknown {
    if (this.#finished) throw new Error('Digest already called')
    this.#finished = true
    const bytes = Buffer.from(this.#digest(Buffer.concat(this.#parts)))
    return encoding === undefined || encoding === 'buffer' ? bytes : bytes.toString(encoding)
  }
}

function randomBytes(size: number): Buffer {
  return crypto.getRandomValues(Buffer.alloc(size))
}

function randomInt(first: number, second?: number | (() => void)): number {
  const [from, to] = typeof second === 'number' ? [first, second] : [0, first]
  return from + Math.floor(Math.random() * (to - from))
}

/** The module `crypto`, as far as it needs no key but the program's own. */
export const cryptoModule = {
  ...crypto,
  webcrypto: crypto,
  createHash: (name: unknown) => new Hash((message) => digestOf(String(name), message)),
  createHmac: (name: unknown, key: unknown) =>
    new Hash((message) => keyedDigestOf(String(name), Buffer.from(key), message)),
  getHashes: () => hashNames,
  hash: (name: unknown, data: unknown, encoding = 'hex') =>
    new Hash((message) => digestOf(String(name), message)).update(data).digest(encoding),
  randomBytes,
  randomInt,
  timingSafeEqual: (a: Uint8Array, b: Uint8Array) => Buffer.from(a).equals(b),
}
