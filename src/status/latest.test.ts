import { describe, expect, it, vi } from 'vitest'
import { Latest } from './latest.ts'

const noop = () => undefined

async function rest<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const value of values) all.push(value)
  return all
}

describe('Latest', () => {
  it('gives a slow reader the newest value of each key alone', async () => {
    const values = new Latest<string>({ maxKeys: 10, onReturn: noop })
    for (const [key, value] of [
      ['a', 'a1'],
      ['b', 'b1'],
      ['a', 'a2'],
    ] as const)
      values.push(key, value)
    values.end()

    expect(await rest(values)).toEqual(['b1', 'a2'])
  })

  it('hands a value to a reader that waits', async () => {
    const values = new Latest<number>({ maxKeys: 1, onReturn: noop })
    const waiting = values.next()
    values.push('', 7)

    expect(await waiting).toEqual({ value: 7, done: false })
  })

  it('tells its reader what went wrong after what is pending', async () => {
    const values = new Latest<number>({ maxKeys: 1, onReturn: noop })
    values.push('', 7)
    values.fail(new Error('gone'))

    expect(await values.next()).toEqual({ value: 7, done: false })
    await expect(values.next()).rejects.toThrow('gone')
  })

  it('drops the oldest key past its bound, and never the last value', async () => {
    const values = new Latest<number>({ maxKeys: 2, onReturn: noop })
    for (let i = 0; i < 1000; i++) values.push(`k${i}`, i)
    values.end()

    expect(await rest(values)).toEqual([998, 999])
  })

  it('ends a reader that waits, and takes nothing after its end', async () => {
    const values = new Latest<number>({ maxKeys: 1, onReturn: noop })
    const waiting = values.next()
    values.end()
    values.push('', 1)

    expect((await waiting).done).toBe(true)
    expect((await values.next()).done).toBe(true)
  })

  it('tells when its reader goes, also while it waits', async () => {
    const onReturn = vi.fn()
    const values = new Latest<number>({ maxKeys: 1, onReturn })
    const waiting = values.next()
    await values.return()
    await values.return()

    expect((await waiting).done).toBe(true)
    expect(onReturn).toHaveBeenCalled()
  })
})
