import type { Said } from './child.ts'

/**
 * The child's end of the pool: answers one request after another, and ends with its parent. `handle` may send
 * notes on the way; when it throws, the parent replaces this process.
 */
export function serve<Request, Answer, Note = never>(
  handle: (request: Request, note: (note: Note) => void) => Answer | Promise<Answer>,
): void {
  process.on('disconnect', () => process.exit())
  process.on('message', async ({ request }: { request: Request }) => {
    try {
      say({ said: 'answer', answer: await handle(request, (note) => say({ said: 'note', note })) })
    } catch (error) {
      say({ said: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  })
  say({ said: 'ready' })
}

function say(said: Said): void {
  process.send?.(said)
}
