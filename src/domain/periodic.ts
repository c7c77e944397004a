/**
 * Runs a task again and again, each turn `everyMs` after the end of the one before. A turn that fails is told to
 * `onError`, and the next one comes all the same.
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
  let timer = setTimeout(begin, everyMs)

  function begin() {
    turn = task()
      .catch(onError)
      .then(() => {
        if (!stopped) timer = setTimeout(begin, everyMs)
      })
  }

  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await turn
    },
  }
}
