import type { Client } from '../../support/client.ts'
import { eventually } from '../../support/eventually.ts'

const STATES = `subscription ($id: ID!, $after: Int) { jobStatus(jobId: $id, afterVersion: $after) {
  status version score progress { done } } }`
const FINAL = ['DONE', 'ERROR', 'CANCELED']

/** A state as a watcher sees it. */
interface Seen {
  readonly status: string
  readonly version: number
  readonly score: number | null
  /** Null when a worker has told of none. */
  readonly progress: { readonly done: number } | null
}

/** Somebody who watches a job to its end, over as many connections as it takes. */
export interface Watch {
  readonly jobId: string
  readonly seen: readonly Seen[]
  /** How each connection ended: `complete`, or the fault that broke it. */
  readonly ends: readonly string[]
  /** Whether the final state has come and the stream has completed. */
  isOver(): boolean
}

/** Begins to watch. After a break it connects again, and goes on behind the last version that it has seen. */
export function startWatch(
  jobId: string,
  client: () => Client,
  transport: 'watch' | 'watchSse' = 'watch',
  signal?: AbortSignal,
): Watch {
  const seen: Seen[] = []
  const ends: string[] = []
  const last = () => seen.at(-1)
  let over = false

  async function connect() {
    const after = last()?.version ?? 0
    for await (const { data, errors } of client()[transport](STATES, { id: jobId, after })) {
      if (data?.jobStatus == null) throw new Error(JSON.stringify(errors))
      seen.push(data.jobStatus)
    }
    ends.push('complete')
  }
  async function follow() {
    while (!over && signal?.aborted !== true) {
      await connect().catch((error: unknown) => ends.push(describeBreak(error)))
      over = FINAL.includes(last()?.status ?? '') && ends.at(-1) === 'complete'
      if (!over) await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  void follow()
  return { jobId, seen, ends, isOver: () => over }
}

/** Waits for the end of a watch. @returns the last state seen */
export async function endOf(watch: Watch, ms?: number): Promise<Seen | undefined> {
  await eventually(async () => watch.isOver(), ms)
  return watch.seen.at(-1)
}

/** A socket that closes gives a CloseEvent, everything else an Error. */
function describeBreak(error: unknown): string {
  const { code, reason, message } = error as { code?: number; reason?: string; message?: string }
  return [code, reason, message].filter(Boolean).join(' ') || String(error)
}
