import type { Context } from '../../schema/index.ts'

/** A context, and how long the result of what is read through it holds. */
export interface TracedContext {
  readonly context: Context
  /**
   * A moment on the clock of `performance.now()`, to come where nothing was read but the viewer, simulations, and jobs
   * that have ended.
   */
  holdsUntil(): number
}

const NEVER = Number.NEGATIVE_INFINITY

/** Watches what resolvers read through a context. */
export function traceContext(context: Context): TracedContext {
  let until = Number.POSITIVE_INFINITY
  const { jobs } = context.read
  const tracedJobs: typeof jobs = {
    ...jobs,
    find(id) {
      until = Math.min(until, jobs.holdsUntil(id))
      return jobs.find(id)
    },
  }
  const read = watch({ ...context.read, jobs: tracedJobs }, (name) => {
    if (name !== 'jobs' && name !== 'simulation') until = NEVER
  })
  const traced = watch({ ...context, read }, (name) => {
    if (name !== 'viewer' && name !== 'read') until = NEVER
  })
  return { context: traced, holdsUntil: () => until }
}

function watch<T extends object>(target: T, onRead: (name: string) => void): T {
  return new Proxy(target, {
    get(from, name) {
      // A symbol is how a library asks for what it may have noted on the context itself.
      if (typeof name === 'string') onRead(name)
      return Reflect.get(from, name)
    },
  })
}
