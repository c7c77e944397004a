import { fork } from 'node:child_process'
import { z } from 'zod'
import type { FieldError } from '../domain/failures.ts'
import type { CheckDefinition } from '../resolvers/check-definition.ts'

const reply = z.object({ faults: z.array(z.object({ path: z.array(z.string()), message: z.string() })) })

/** Every test of a definition may use its whole budget of work; past this the check itself has hung. */
const CHECK_MS = 300_000

let lastCheck: Promise<unknown> = Promise.resolve()

/**
 * Tries a definition's references out in a process of its own, so that no program runs in the API's process and
 * nothing of scoring is loaded there. One at a time: publishing must not take the machine from those who are scored.
 */
export const checkInChild: CheckDefinition = async (definition) => {
  const runs = definition.tasks.some(
    (task) => task.kind === 'sql' || (task.kind === 'code' && task.reference !== undefined),
  )
  if (!runs) return []
  const check = lastCheck.then(() => askChild({ definition }))
  lastCheck = check.catch(() => undefined)
  return check
}

function askChild(question: object): Promise<readonly FieldError[]> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('check-process.ts', import.meta.url), {
      // The API's settings, its key among them, are none of the check's business.
      env: {},
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const guard = setTimeout(() => child.kill('SIGKILL'), CHECK_MS)
    child.once('message', (message) => {
      const parsed = reply.safeParse(message)
      if (parsed.success) resolve(parsed.data.faults)
      else reject(parsed.error)
      child.disconnect()
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      clearTimeout(guard)
      reject(new Error(`the check of a definition ended with ${code ?? signal}`))
    })
    child.send(question)
  })
}
