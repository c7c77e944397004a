import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { freePort, isPortFree } from './free-port.ts'

it('tells a taken port from a free one', async () => {
  const port = await freePort()
  const before = await isPortFree(port, '127.0.0.1')
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  const during = await isPortFree(port, '127.0.0.1')
  server.close()

  expect([before, during]).toEqual([true, false])
})

it('does not take an address that cannot be listened on for a taken port', async () => {
  await expect(isPortFree(0, '192.0.2.1')).rejects.toThrow('EADDRNOTAVAIL')
})
