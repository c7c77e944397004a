import { fork } from 'node:child_process'
import { z } from 'zod'
import type { FieldError } from '../domain/failures.ts'
import type { CheckDefinition } from '../resolvers/check-definition.ts'

const reply = z.object({ faults: z.array(z.object({ path: z.array(z.string()), message: z.string() })) })

/**
 * Tries a definition's references out in a process of its own, so that no program runs in the API's process and
 * nothing of scoring is loaded there.
 */
export const checkInChild: CheckDefinition = async (definition) => {
  const hasReference = definition.tasks.some((task) => task.kind === 'code' && task.reference !== undefined)
  return hasReference ? askChild({ definition }) : []
}

function askChild(question: object): Promise<readonly FieldError[]> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('check-process.ts', import.meta.url), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child.once('message', (message) => {
      const parsed = reply.safeParse(message)
      if (parsed.success) resolve(parsed.data.faults)
      else reject(parsed.error)
      child.disconnect()
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the check of a definition ended with ${code}`)))
    child.send(question)
  })
}
