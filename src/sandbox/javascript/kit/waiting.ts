import type { ExpectKit } from './expect.ts'
import type { FakeTimers } from './fake-timers.ts'
import type { Settle } from './settle.ts'

type Work = (...args: readonly unknown[]) => unknown

/** Milliseconds, or how many in all and between two tries. */
export type WaitOptions = number | { readonly timeout?: number; readonly interval?: number }

const TIMEOUT_MS = 1000
const INTERVAL_MS = 50

/** What suites wait with for what comes of itself, by trying again and again. */
export interface Waiting {
  /** Waits until `callback` throws nothing, and gives what it returned. */
  waitFor(callback: Work, options?: WaitOptions): Promise<unknown>
  /** Waits until `callback` returns something truthy; what it throws, it throws. */
  waitUntil(callback: Work, options?: WaitOptions): Promise<unknown>
  /** `expect` of what `read` returns, whose matchers try until they hold. */
  poll(read: Work, options?: WaitOptions): unknown
}

/** Makes them of the clock that lets time pass between two tries. */
export function makeWaiting(timers: FakeTimers, expect: ExpectKit, settle: Settle): Waiting {
  const waitFor = async (callback: Work, options?: WaitOptions): Promise<unknown> => {
    const { interval, until } = boundsOf(options, timers)
    for (;;) {
      const forget = expect.attempt()
      try {
        return await settle(callback())
      } catch (failure) {
        if (timers.now >= until) throw failure
        forget()
      }
      await timers.pause(interval)
    }
  }
  const waitUntil = async (callback: Work, options?: WaitOptions): Promise<unknown> => {
    const { interval, until } = boundsOf(options, timers)
    for (;;) {
      const returned = await settle(callback())
      if (returned) return returned
      if (timers.now >= until) throw new Error('timed out in waitUntil')
      await timers.pause(interval)
    }
  }
  const poll = (read: Work, options?: WaitOptions) => {
    const polled = (modifiers: readonly string[]): unknown =>
      new Proxy(() => undefined, {
        get: (_target, name) => polled([...modifiers, String(name)]),
        apply: (_target, _self, args: readonly unknown[]) =>
          waitFor(async () => tried(modifiers, args), options),
      })
    const tried = async (path: readonly string[], args: readonly unknown[]) => {
      let assertion = Reflect.apply(expect.expect as Work, undefined, [await settle(read())])
      for (const name of path.slice(0, -1)) assertion = Reflect.get(assertion as object, name)
      return Reflect.apply(Reflect.get(assertion as object, path.at(-1) ?? '') as Work, assertion, args)
    }
    return polled([])
  }
  return { waitFor, waitUntil, poll }
}

function boundsOf(options: WaitOptions = {}, { now }: FakeTimers): { interval: number; until: number } {
  const { timeout = TIMEOUT_MS, interval = INTERVAL_MS } =
    typeof options === 'number' ? { timeout: options } : options
  return { interval: Math.max(1, interval), until: now + timeout }
}
