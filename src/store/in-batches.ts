import { isRolledBack } from './pool.ts'

// batch: what several requests ask, as one statement, and so with one commit. Nobody waits for a batch to fill: the
// first goes at once, and those that come while it is under way make up the next batch.

export interface Batches<Item, Result> {
  /** Items of one key never share a batch, and go in their order. Left out, any may go together. */
  readonly keyOf?: (item: Item) => string
  /** What an item adds to the size of its batch, in bytes. */
  readonly bytesOf?: (item: Item) => number
  /** All items or none, as one statement. @returns the results in the order of the items */
  readonly perform: (items: readonly Item[]) => Promise<readonly Result[]>
}

const MAX_ITEMS = 100
const MAX_BYTES = 1024 * 1024
/** While the record works on one batch the next is made ready; and a batch that waits for a lock leaves a way past it. */
const UNDER_WAY = 2

interface Waiting<Item, Result> {
  readonly item: Item
  readonly key: string | undefined
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/** Makes a function that does one item at a time into one that does them in batches under load. */
export function inBatches<Item, Result>({
  keyOf,
  bytesOf = () => 0,
  perform,
}: Batches<Item, Result>): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = []
  const busyKeys = new Set<string | undefined>()
  let underWay = 0
  let isDue = false

  /** What comes with one turn of the event loop goes together. */
  function beginSoon() {
    if (!isDue) setImmediate(begin)
    isDue = true
  }

  function begin() {
    isDue = false
    while (underWay < UNDER_WAY) {
      const batch = takeBatch()
      if (batch.length === 0) return
      underWay++
      void settle(batch).then(() => {
        underWay--
        for (const { key } of batch) busyKeys.delete(key)
        beginSoon()
      })
    }
  }

  function takeBatch(): Waiting<Item, Result>[] {
    const batch: Waiting<Item, Result>[] = []
    const left: Waiting<Item, Result>[] = []
    let bytes = 0
    let isFull = false
    for (const one of waiting) {
      bytes += bytesOf(one.item)
      // Once full it takes nothing more, however small: it could belong before what was left.
      isFull ||= batch.length === MAX_ITEMS || (batch.length > 0 && bytes > MAX_BYTES)
      if (isFull || busyKeys.has(one.key)) left.push(one)
      else {
        batch.push(one)
        if (one.key !== undefined) busyKeys.add(one.key)
      }
    }
    waiting = left
    return batch
  }

  async function settle(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await perform(batch.map(({ item }) => item))
      for (const [i, { resolve }] of batch.entries()) resolve(results[i] as Result)
    } catch (error) {
      // One item was refused, or held up, and with it all of them: alone, the others succeed.
      if (batch.length > 1 && isRolledBack(error)) await Promise.all(batch.map((one) => settle([one])))
      else for (const { reject } of batch) reject(error)
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, key: keyOf?.(item), resolve, reject })
      if (underWay < UNDER_WAY) beginSoon()
    })
}
