import { isRolledBack } from './pool.ts'

// batch: what several requests ask, as one statement, and so with one commit. Nobody waits for a batch to fill: the
// first goes at once, and those that come while it is under way make up the next batch. A statement costs Postgres
// several times what an item adds to it, so that a busy engine should have few large batches.

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
const MAX_UNDER_WAY = 2
/** With no more items than these under way, what comes goes at once; with more, it gathers until they are done. */
const FEW = 4
/** A batch that takes longer waits for a lock, or for a slow disk, and is not waited for. */
const STUCK_MS = 50

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
  let batchesUnderWay = 0
  let itemsUnderWay = 0
  let isDue = false

  /** What comes with one turn of the event loop goes together. */
  function beginSoon() {
    if (!isDue) setImmediate(begin)
    isDue = true
  }

  const mayBegin = () => batchesUnderWay < MAX_UNDER_WAY && itemsUnderWay <= FEW

  function begin() {
    isDue = false
    while (mayBegin()) {
      const batch = takeBatch()
      if (batch.length === 0) return
      void carryOut(batch)
    }
  }

  async function carryOut(batch: readonly Waiting<Item, Result>[]) {
    let awaited = batch.length
    function waitNoLonger() {
      itemsUnderWay -= awaited
      awaited = 0
      beginSoon()
    }
    const stuck = setTimeout(waitNoLonger, STUCK_MS)
    batchesUnderWay++
    itemsUnderWay += awaited
    await settle(batch)
    clearTimeout(stuck)
    batchesUnderWay--
    for (const { key } of batch) busyKeys.delete(key)
    waitNoLonger()
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
      if (mayBegin()) beginSoon()
    })
}
