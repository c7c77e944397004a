// What the engine does otherwise than the language has it, as far as it can be put right from within.

declare const InternalError: ErrorConstructor

/** Puts right what programs would otherwise stumble over; before the realm is locked. */
export function mendEngine(): void {
  closeHelpers()
  nameOverflow()
  boundStacks()
  Object.defineProperty(Math, 'hypot', { value: hypot, writable: true, configurable: true })
}

/** The engine closes what an iterator's helper goes over by a `return` that it may not have: lists' iterators have none. */
function closeHelpers(): void {
  const helper = Object.getPrototypeOf([].values().map((value) => value))
  const close = helper.return as () => unknown
  const mended = {
    return(this: unknown): unknown {
      try {
        return Reflect.apply(close, this, [])
      } catch (error) {
        if (!(error instanceof TypeError && error.message === 'not a function')) throw error
        return { value: undefined, done: true }
      }
    },
  }
  Object.defineProperty(helper, 'return', { value: mended.return, writable: true, configurable: true })
}

/** Too deep a recursion throws an error of the engine's own kind: to programs it is a RangeError. */
function nameOverflow(): void {
  Object.setPrototypeOf(InternalError.prototype, RangeError.prototype)
  Object.defineProperty(InternalError.prototype, 'name', {
    value: 'RangeError',
    writable: true,
    configurable: true,
  })
}

/** How many frames a stack has, which programs ask for before they take one, and may set to no effect. */
function boundStacks(): void {
  let limit: unknown = 10
  Object.defineProperty(Error, 'stackTraceLimit', {
    get: () => limit,
    set: (wanted: unknown) => {
      limit = wanted
    },
    configurable: true,
    enumerable: true,
  })
}

/** As V8 computes it, to the last bit: what people expect of a distance is what Node once gave them. */
function hypot(...sides: readonly unknown[]): number {
  const lengths: number[] = []
  let longest = 0
  let isNothing = false
  for (let i = 0; i < sides.length; i += 1) {
    const length = abs(sides[i] as number)
    lengths[i] = length
    if (Number.isNaN(length)) isNothing = true
    else if (length > longest) longest = length
  }
  if (longest === Infinity) return Infinity
  if (isNothing) return NaN
  if (longest === 0) return 0
  let sum = 0
  let compensation = 0
  for (let i = 0; i < lengths.length; i += 1) {
    const share = (lengths[i] ?? 0) / longest
    const summand = share * share - compensation
    const next = sum + summand
    compensation = next - sum - summand
    sum = next
  }
  return sqrt(sum) * longest
}

Object.defineProperty(hypot, 'length', { value: Math.hypot.length })

const { abs, sqrt } = Math
