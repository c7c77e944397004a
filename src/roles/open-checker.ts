import { type ChildProcess, fork } from 'node:child_process'
import { z } from 'zod'
import type { FieldError } from '../domain/failures.ts'
import type { SimulationDefinition } from '../domain/simulation.ts'
import type { CheckDefinition } from '../resolvers/check-definition.ts'

const reply = z.object({ faults: z.array(z.object({ path: z.array(z.string()), message: z.string() })) })

/** Every test of a definition may use its whole budget of work; past this the check itself has hung. */
const CHECK_MS = 300_000
/** How long the process stays for another definition: engines take seconds to start. */
const IDLE_MS = 10_000

export interface Checker {
  readonly check: CheckDefinition
  /** Abandons a check that is under way. */
  stop(): void
}

/**
 * Tries definitions' references out in a process of its own, so that no program runs in the API's process and
 * nothing of scoring is loaded there. One at a time: publishing must not take the machine from those who are scored.
 */
export function openChecker(): Checker {
  let last: Promise<unknown> = Promise.resolve()
  let child: ChildProcess | null = null
  let idle: NodeJS.Timeout | undefined

  function leave(): void {
    clearTimeout(idle)
    if (child?.connected === true) child.disconnect()
    child = null
  }

  async function checkNow(definition: SimulationDefinition): Promise<readonly FieldError[]> {
    clearTimeout(idle)
    child ??= startChild()
    try {
      const faults = await ask(child, { definition })
      idle = setTimeout(leave, IDLE_MS).unref()
      return faults
    } catch (error) {
      child.kill('SIGKILL')
      child = null
      throw error
    }
  }

  return {
    async check(definition) {
      if (!definition.tasks.some(needsTrying)) return []
      const check = last.then(() => checkNow(definition))
      last = check.catch(() => undefined)
      return check
    },
    stop: leave,
  }
}

function needsTrying(task: SimulationDefinition['tasks'][number]): boolean {
  switch (task.kind) {
    case 'sql':
      return true
    case 'code':
      return (
        task.reference !== undefined ||
        task.performance !== undefined ||
        task.tests.some(({ kind }) => kind === 'suite')
      )
    case 'text':
      return task.reference !== undefined
    case 'choice':
      return false
  }
}

function startChild(): ChildProcess {
  return fork(new URL('check-process.ts', import.meta.url), {
    // The API's settings, its key among them, are none of the check's business, nor is what else its process was told.
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

async function ask(child: ChildProcess, question: object): Promise<readonly FieldError[]> {
  const answer = Promise.withResolvers<readonly FieldError[]>()
  const guard = setTimeout(
    () => answer.reject(new Error(`a check took longer than ${CHECK_MS} ms`)),
    CHECK_MS,
  )
  const hear = (message: unknown) => {
    const parsed = reply.safeParse(message)
    if (parsed.success) answer.resolve(parsed.data.faults)
    else answer.reject(parsed.error)
  }
  const gone = (code: number | null, signal: string | null) =>
    answer.reject(new Error(`the check of a definition ended with ${code ?? signal}`))
  child.once('message', hear).once('exit', gone).once('error', answer.reject)
  child.send(question)
  try {
    return await answer.promise
  } finally {
    clearTimeout(guard)
    child.off('message', hear).off('exit', gone).off('error', answer.reject)
  }
}
