import type { Sandbox } from '../scoring/sandbox.ts'
import { openAnalyser } from './analysis/open-analyser.ts'
import { openRunner } from './javascript/open-runner.ts'
import { onDemand, type Stoppable } from './on-demand.ts'
import type { PoolSize } from './pool.ts'
import { openPythonRunner } from './python/open-runner.ts'
import { openSqlRunner } from './sql/open-runner.ts'

/** What a sandbox is made of. Each engine has processes of its own. */
export type Engine = 'javascript' | 'python' | 'sql' | 'analysis'

export interface OpenSandbox extends Sandbox, Stoppable {
  /** Starts engines before they are needed, so that the first job need not wait for them. */
  start(engines: readonly Engine[]): Promise<void>
}

/**
 * The processes in which learners' programs are run and read. `processes` of each language run, one reads; an engine
 * starts when it is first needed.
 */
export function openSandbox(size: PoolSize): OpenSandbox {
  const one = { ...size, processes: 1 }
  const javascript = onDemand(() => openRunner(size))
  const python = onDemand(() => openPythonRunner(size))
  const sql = onDemand(() => openSqlRunner(one))
  const analysis = onDemand(() => openAnalyser(one))
  const engines = { javascript, python, sql, analysis }
  return {
    async run(run, options) {
      const runner = await (run.language === 'python' ? python : javascript).get()
      return runner.run(run, options)
    },
    query: async (run, options) => (await sql.get()).query(run, options),
    analyse: async (language, files, options) => (await analysis.get()).analyse(language, files, options),
    async start(names) {
      await Promise.all(names.map((name) => engines[name].get()))
    },
    async stop() {
      await Promise.all(Object.values(engines).map((engine) => engine.stop()))
    },
  }
}
