/** Reads one thing by its key; undefined when there is none. */
export type Read<V> = (key: string) => Promise<V | undefined>

/** Lets reads that are asked for in one turn of the event loop, by whatever requests, share one query. */
export function batched<V>(readAll: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>): Read<V> {
  let open: { readonly keys: Set<string>; readonly found: Promise<ReadonlyMap<string, V>> } | null = null

  function begin() {
    const keys = new Set<string>()
    // After the sockets that have something to read: each of them may bring a request that asks for more.
    const closed = new Promise<void>((resolve) => setImmediate(resolve))
    const found = closed.then(() => {
      open = null
      return readAll([...keys])
    })
    return { keys, found }
  }

  return async (key) => {
    open ??= begin()
    const { keys, found } = open
    keys.add(key)
    return (await found).get(key)
  }
}
