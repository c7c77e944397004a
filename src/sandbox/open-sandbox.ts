import type { Sandbox } from '../scoring/sandbox.ts'
import { openAnalyser } from './analysis/open-analyser.ts'
import { openRunner } from './javascript/open-runner.ts'

/** Starts the processes in which learners' programs are run and read: `processes` run, one reads. */
export async function openSandbox({
  processes,
}: {
  readonly processes: number
}): Promise<Sandbox & { stop(): Promise<void> }> {
  const [runner, analyser] = await Promise.all([openRunner({ processes }), openAnalyser({ processes: 1 })])
  return {
    run: runner.run,
    analyse: analyser.analyse,
    async stop() {
      await Promise.all([runner.stop(), analyser.stop()])
    },
  }
}
