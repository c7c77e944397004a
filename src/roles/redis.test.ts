import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, it } from 'vitest'
import { openRedis } from './redis.ts'

it('gives up a command that a frozen Redis never answers, where failing is allowed', async () => {
  // Answers what ioredis asks until it is ready, and nothing after.
  let awake = true
  const frozen = createServer((socket) => {
    socket.on('data', (bytes) => {
      for (const command of String(bytes).split(/(?=\*\d+\r\n)/)) {
        const isInfo = /\r\ninfo\r\n/i.test(command)
        if (awake) socket.write(isInfo ? '$9\r\nloading:0\r\n' : '+OK\r\n')
        if (isInfo) awake = false
      }
    })
  }).listen(0, '127.0.0.1')
  await once(frozen, 'listening')
  const { port } = frozen.address() as AddressInfo
  const redis = openRedis({
    url: `redis://127.0.0.1:${port}`,
    whileAway: 'fail',
    onError: (error) => expect.unreachable(error.message),
  })
  await once(redis, 'ready')

  await expect(redis.ping()).rejects.toThrow('timed out')
  redis.disconnect()
  frozen.close()
})
