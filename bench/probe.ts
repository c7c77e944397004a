// Loaded into a process under measurement (--import): tells its parent, when asked, what it has used.

/** What a process can be asked. */
export type Question = 'cpuMs' | 'memory'

/** Bytes that a process holds after a garbage collection. */
export interface Memory {
  readonly resident: number
  readonly heap: number
}

process.on('message', (question: Question) => {
  if (question === 'cpuMs') {
    const { user, system } = process.cpuUsage()
    process.send?.((user + system) / 1000)
  } else {
    globalThis.gc?.()
    const { rss, heapUsed, external } = process.memoryUsage()
    process.send?.({ resident: rss, heap: heapUsed + external } satisfies Memory)
  }
})
// To be asked is no reason to stay.
process.channel?.unref()
