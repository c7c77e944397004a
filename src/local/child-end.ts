import type { ChildProcess } from 'node:child_process'

/** How a process ended. `success` is true for exit code 0; `how` reads after its name. */
export interface ChildEnd {
  readonly success: boolean
  readonly how: string
}

/** Settles when a child process has ended, or could not start. Never rejects. */
export function endOf(child: ChildProcess): Promise<ChildEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ success: false, how: `could not start: ${error.message}` }))
    child.once('exit', (code, signal) =>
      resolve({
        success: code === 0,
        how: signal === null ? `ended with code ${code}` : `was ended by ${signal}`,
      }),
    )
  })
}
