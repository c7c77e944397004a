/**
 * Runs a task again and again, each turn `everyMs` after the end of the one before. Of turns that fail in a row the
 * first is told to `onError`; the next one comes all the same.
 * @returns stop, which waits for the turn that is under way
 */
export function startPeriodic({
  everyMs,
  task,
  onError,
}: {
  readonly everyMs: number
  readonly task: () => Promise<unknown>
  readonly onError: (error: unknown) => void
}): { stop(): Promise<void> } {
  let stopped = false
  let turn: Promise<void> = Promise.resolve()
  let failing = false
  let timer = setTimeout(begin, everyMs)

  async function take() {
    try {
      await task()
      failing = false
    } catch (error) {
      if (!failing) onError(error)
      failing = true
    }
    if (!stopped) timer = setTimeout(begin, everyMs)
  }
  function begin() {
    turn = take()
  }

  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await turn
    },
  }
}
