import { openBareBullmq } from '../peers/bare-bullmq.ts'
import { serveTasks } from '../program.ts'

/** So many empty jobs, added and processed so many at once. */
export interface BareJobs {
  readonly redisUrl: string
  readonly jobs: number
  readonly atOnce: number
}

let peer: Awaited<ReturnType<typeof openBareBullmq>> | undefined

serveTasks(async ({ redisUrl, jobs, atOnce }: BareJobs) => {
  peer ??= await openBareBullmq(redisUrl, atOnce)
  return peer.process(jobs)
})
