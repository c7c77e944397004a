/** Waits until `check` gives something, asking again and again. @throws after `ms` */
export async function eventually<T>(
  check: () => Promise<T | null | undefined | false>,
  ms = 15_000,
): Promise<T> {
  const deadline = Date.now() + ms
  for (;;) {
    const found = await check()
    if (found) return found
    if (Date.now() > deadline) throw new Error(`not so within ${ms} ms: ${check}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
