/** Something with processes of its own. */
export interface Stoppable {
  stop(): Promise<void>
}

/** An engine that is started when it is first needed, once for all who need it. */
export interface OnDemand<Engine> extends Stoppable {
  /** Rejects where it does not start; the next call tries again. */
  get(): Promise<Engine>
}

/** Holds back the start of an engine: most deployments need only some of them, and each takes its memory. */
export function onDemand<Engine extends Stoppable>(open: () => Promise<Engine>): OnDemand<Engine> {
  let opening: Promise<Engine> | null = null
  return {
    get() {
      const engine = opening ?? open()
      opening = engine
      engine.catch(() => {
        if (opening === engine) opening = null
      })
      return engine
    },
    async stop() {
      const engine = await opening?.catch(() => null)
      await engine?.stop()
    },
  }
}
