import { TextDecoder, TextEncoder } from '../text-encoding.ts'
import { format } from './format.ts'
import { inspect } from './inspect.ts'
import { types } from './util-types.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are looked for
const COLOURS = /\u001b\[[\d;?]*[A-Za-z]/g

type Callback = (error: unknown, value?: unknown) => void
type Work = (...args: readonly unknown[]) => unknown

const custom = Symbol.for('nodejs.util.promisify.custom')

function promisify(work: Work): Work {
  if (typeof work !== 'function') throw new TypeError('The "original" argument must be of type function')
  const own: unknown = Reflect.get(work, custom)
  if (typeof own === 'function') return own as Work
  return function (this: unknown, ...args) {
    return new Promise((resolve, reject) => {
      const done: Callback = (error, value) => (error ? reject(error) : resolve(value))
      Reflect.apply(work, this, [...args, done])
    })
  }
}

function callbackify(work: Work): Work {
  return function (this: unknown, ...args) {
    const done = args.at(-1) as Callback
    const result = Reflect.apply(work, this, args.slice(0, -1)) as Promise<unknown>
    result.then(
      (value) => setImmediate(() => done(null, value)),
      (error: unknown) => setImmediate(() => done(error)),
    )
  }
}

function inherits(child: { readonly prototype: object }, parent: { readonly prototype: object }): void {
  Object.defineProperty(child, 'super_', { value: parent, writable: true, configurable: true })
  Object.setPrototypeOf(child.prototype, parent.prototype)
}

/** The module `util`, but for what compares: that is the kit's. */
export const util = {
  callbackify,
  deprecate: (work: Work) => work,
  format,
  inherits,
  inspect: Object.assign((value: unknown, options?: object) => inspect(value, options ?? {}), {
    custom: Symbol.for('nodejs.util.inspect.custom'),
  }),
  isArray: Array.isArray,
  promisify: Object.assign(promisify, { custom }),
  stripVTControlCharacters: (text: unknown) => String(text).replace(COLOURS, ''),
  toUSVString: (text: unknown) => String(text).toWellFormed(),
  types,
  TextDecoder,
  TextEncoder,
}
