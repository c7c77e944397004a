import { expect, it } from 'vitest'
import type { ChildEnd } from './child-end.ts'
import { openParts } from './parts.ts'

function aPart(stop: () => void = () => {}) {
  const { promise: ended, resolve } = Promise.withResolvers<ChildEnd>()
  return { ended, end: resolve, stop: async () => stop() }
}

it('stops the parts in reverse order', async () => {
  const stopped: string[] = []
  const parts = openParts()
  for (const name of ['store', 'worker', 'api'])
    parts.keep(
      name,
      aPart(() => stopped.push(name)),
    )
  await parts.stop()

  expect(stopped).toEqual(['api', 'worker', 'store'])
})

it('stops the others even when one cannot be stopped', async () => {
  const stopped: string[] = []
  const parts = openParts()
  parts.keep(
    'store',
    aPart(() => stopped.push('store')),
  )
  parts.keep('worker', {
    ...aPart(),
    stop: async () => {
      throw new Error('stuck')
    },
  })

  await expect(parts.stop()).rejects.toThrow('stuck')
  expect(stopped).toEqual(['store'])
})

it('names the first part that ended, and how', async () => {
  const parts = openParts()
  const [api, worker] = [parts.keep('The API', aPart()), parts.keep('The worker', aPart())]
  worker.end({ success: false, how: 'ended with code 1' })
  api.end({ success: false, how: 'was ended by SIGKILL' })

  expect(await parts.firstEnd).toBe('The worker ended with code 1')
})
