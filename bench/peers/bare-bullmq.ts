import { Queue, Worker } from 'bullmq'
import { perSecond } from '../measure.ts'

/** BullMQ as its docs wire it: empty jobs, added one by one and processed by one worker of the same process. */
export async function openBareBullmq(redisUrl: string, concurrency: number) {
  const connection = { url: redisUrl }
  const queue = new Queue('peer', { connection })
  let done = 0
  let onDone: (() => void) | undefined
  const worker = new Worker(
    'peer',
    async () => {
      done++
      onDone?.()
    },
    { connection, concurrency },
  )
  await worker.waitUntilReady()
  return {
    /** Adds and processes that many jobs. @returns how many a second */
    async process(jobs: number): Promise<number> {
      done = 0
      const all = new Promise<void>((resolve) => {
        onDone = () => done === jobs && resolve()
      })
      const began = performance.now()
      await perSecond(jobs, concurrency, () => queue.add('job', {}, { removeOnComplete: true }))
      await all
      return jobs / ((performance.now() - began) / 1000)
    },
    async stop() {
      await worker.close()
      await queue.close()
    },
  }
}
