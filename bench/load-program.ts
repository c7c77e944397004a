import autocannon from 'autocannon'
import type { Load } from './load.ts'

// Puts load on a server, as its parent asks: in a process of its own, so that it takes no time from either side.

process.on('message', async ({ seconds: duration, connections, ...request }: Load) => {
  const { requests, non2xx, errors } = await autocannon({ ...request, method: 'POST', connections, duration })
  process.send?.({ perSecond: requests.average, failed: non2xx + errors })
})
process.on('disconnect', () => process.exit(0))
