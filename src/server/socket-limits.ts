import type { Session } from '../access/session.ts'
import { startPeriodic } from '../domain/periodic.ts'

/** Sockets of one person in one process. Behind a program's stands a whole platform: it has no bound here. */
const MAX_SOCKETS = 100
/** Subscriptions of one socket. */
export const MAX_SUBSCRIPTIONS = 100
/** A socket that watches nothing for so long is closed. */
const MAX_IDLE_MS = 5 * 60_000
const LOOK_MS = 30_000

/** An open socket, as far as its limits go. */
export interface LimitedSocket {
  /** Whether it watches anything now. */
  isBusy(): boolean
  closeIdle(): void
}

/** Keeps count of the sockets of one process. */
export interface SocketLimits {
  /** @returns what is to be called when the socket has closed; null where the person has too many already */
  take(session: Session, socket: LimitedSocket): (() => void) | null
  stop(): Promise<void>
}

/** Opens the count, and looks for idle sockets now and then. */
export function openSocketLimits(onError: (error: unknown) => void): SocketLimits {
  const counts = new Map<string, number>()
  const idleSince = new Map<LimitedSocket, number>()

  async function closeIdle() {
    const now = performance.now()
    for (const [socket, since] of idleSince) {
      if (socket.isBusy()) idleSince.set(socket, now)
      else if (now - since >= MAX_IDLE_MS) socket.closeIdle()
    }
  }

  const looking = startPeriodic({ everyMs: LOOK_MS, task: closeIdle, onError })
  return {
    take({ subject, role }, socket) {
      const count = counts.get(subject) ?? 0
      const isPerson = role === 'LEARNER' || role === 'REVIEWER'
      if (isPerson && count >= MAX_SOCKETS) return null
      counts.set(subject, count + 1)
      idleSince.set(socket, performance.now())
      return () => {
        if (!idleSince.delete(socket)) return
        const left = (counts.get(subject) ?? 1) - 1
        if (left === 0) counts.delete(subject)
        else counts.set(subject, left)
      }
    },
    stop: looking.stop,
  }
}
