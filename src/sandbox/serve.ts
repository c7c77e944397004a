import type { Said } from './child.ts'

/** After a note others wait for those that follow within this time: a message for each would cost more than most tests. */
const NOTES_APART_S = 0.02

/**
 * The child's end of the pool: answers one request after another, and ends with its parent. `handle` may send
 * notes on the way, which arrive before its answer; when it throws, the parent replaces this process.
 */
export function serve<Request, Answer, Note = never>(
  handle: (request: Request, note: (note: Note) => void) => Answer | Promise<Answer>,
): void {
  process.on('disconnect', () => process.exit())
  process.on('message', async ({ request }: { request: Request }) => {
    let notes: Note[] = []
    let noted = Number.NEGATIVE_INFINITY
    const note = (added: Note) => {
      notes.push(added)
      // Neither Date nor `performance` is asked: an engine in this process may have set them for its program.
      const now = process.uptime()
      if (now - noted < NOTES_APART_S) return
      say({ said: 'notes', notes })
      notes = []
      noted = now
    }
    try {
      const answer = await handle(request, note)
      say({ said: 'answer', notes, answer })
    } catch (error) {
      say({ said: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  })
  say({ said: 'ready' })
}

function say(said: Said): void {
  process.send?.(said)
}
