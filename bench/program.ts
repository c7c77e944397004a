import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A program of the bench in a process of its own, so that what drives a measure is not part of what is measured. */
export interface Program<Task, Result> {
  run(task: Task): Promise<Result>
  stop(): Promise<void>
}

type Answer<Result> = { readonly result: Result } | { readonly error: string }

/** Starts one of bench/programs; each serves one kind of task. */
export function startProgram<Task extends object, Result>(name: string): Program<Task, Result> {
  const file = new URL(`./programs/${name}.ts`, import.meta.url)
  const child: ChildProcess = fork(file, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  return {
    async run(task) {
      child.send(task)
      const [answer] = (await once(child, 'message')) as [Answer<Result>]
      if ('error' in answer) throw new Error(answer.error)
      return answer.result
    },
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The program's end: does one task after the other. */
export function serveTasks<Task, Result>(perform: (task: Task) => Promise<Result>): void {
  process.on('disconnect', () => process.exit())
  process.on('message', (task) => {
    perform(task as Task).then(
      (result) => process.send?.({ result }),
      (error: Error) => process.send?.({ error: error.stack ?? error.message }),
    )
  })
}
