import type { ChildEnd } from './child-end.ts'

/** Something that runs until it is stopped, or ends by itself. */
export interface Part {
  readonly ended: Promise<ChildEnd>
  stop(): Promise<void>
}

/** The parts that were started, in their order. */
export interface Parts {
  /** Hands the part back, for whoever needs more of it. */
  keep<P extends Part>(name: string, part: P): P
  /** Settles with the first end of any part, and says which and how. */
  readonly firstEnd: Promise<string>
  /** Stops all, the last one first. */
  stop(): Promise<void>
}

/** A list of parts, empty at first. */
export function openParts(): Parts {
  const stack = new AsyncDisposableStack()
  const { promise: firstEnd, resolve } = Promise.withResolvers<string>()
  return {
    keep(name, part) {
      stack.defer(() => part.stop())
      void part.ended.then(({ how }) => resolve(`${name} ${how}`))
      return part
    },
    firstEnd,
    stop: () => stack.disposeAsync(),
  }
}
