interface Options {
  readonly signal?: AbortSignal
}

const waiting =
  (start: (fire: () => void, delay: number) => unknown, stop: (timer: unknown) => void) =>
  (delay = 0, value?: unknown, { signal }: Options = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const timer = start(() => resolve(value), delay)
      signal?.addEventListener('abort', () => {
        stop(timer)
        reject(signal.reason)
      })
    })

const sleep = waiting(
  (fire, delay) => setTimeout(fire, delay),
  (timer) => clearTimeout(timer as number),
)

/** The module `timers/promises`. */
export const timerPromises = {
  setTimeout: sleep,
  setImmediate: (value?: unknown, options?: Options) => sleep(0, value, options),
  async *setInterval(delay?: number, value?: unknown, options?: Options): AsyncGenerator<unknown, void> {
    for (;;) yield await sleep(delay, value, options)
  },
  scheduler: { wait: (delay?: number, options?: Options) => sleep(delay, undefined, options) },
}
