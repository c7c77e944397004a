import { describe, expect, it } from 'vitest'
import { type Connection, Subscription } from './subscription.ts'

function aConnection() {
  const sent: string[] = []
  const state = { isFull: false, forgotten: 0 }
  const connection: Connection = {
    isFull: () => state.isFull,
    send: (message) => void sent.push(message),
    fail: (error) => expect.unreachable(String(error)),
    forget: () => void state.forgotten++,
  }
  return { sent, state, connection, subscription: new Subscription('"s"', connection) }
}

const next = (n: number) => `{"id":"s","type":"next","payload":${n}}`
const COMPLETE = '{"id":"s","type":"complete"}'

describe('a subscription', () => {
  it('sends what comes as it comes', () => {
    const { sent, state, subscription } = aConnection()
    subscription.next('1')
    subscription.next('2')
    subscription.complete()

    expect(sent).toEqual([next(1), next(2), COMPLETE])
    expect(state.forgotten).toBe(1)
  })

  it('keeps the newest state alone for a slow connection, and its end behind it', () => {
    const { sent, state, subscription } = aConnection()
    state.isFull = true
    subscription.next('1')
    subscription.next('2')
    state.isFull = false
    subscription.next('3')
    subscription.complete()
    expect([sent, state.forgotten]).toEqual([[], 0])

    subscription.flush()
    expect(sent).toEqual([next(3), COMPLETE])
    expect(state.forgotten).toBe(1)
  })

  it('is ready again when what was held back is sent, or when its client has gone', async () => {
    for (const end of ['flush', 'stop'] as const) {
      const { state, subscription } = aConnection()
      state.isFull = true
      subscription.next('1')
      let isReady = false
      const ready = subscription.ready().then(() => {
        isReady = true
      })
      await Promise.resolve()
      expect(isReady).toBe(false)

      subscription[end]()
      await ready
      expect(isReady).toBe(true)
    }
  })
})
