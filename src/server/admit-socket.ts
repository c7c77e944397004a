import type { WebSocket } from 'ws'
import type { Authenticate } from '../access/authenticate.ts'
import type { OpenSessions } from '../access/open-sessions.ts'
import type { Session } from '../access/session.ts'
import { admitCaller, type Transport } from './authentication.ts'
import type { SocketLimits } from './socket-limits.ts'

/** The credential is missing, wrong, or counts no more: clients come back with another. */
const FORBIDDEN = 4403
/** Whether the credential is good cannot be told at the moment: clients try again. */
const TRY_AGAIN_LATER = 1013
/** Clients that keep coming would only make it worse: they take this as final. */
const TOO_MANY = 4429
const NORMAL = 1000

export interface SocketDoor {
  readonly authenticate: Authenticate
  /** What is open under each session; sockets end with theirs. */
  readonly sessions: OpenSessions
  readonly socketLimits: SocketLimits
}

/** A socket whose client has shown a credential. */
export interface Knocking {
  readonly socket: WebSocket
  readonly authorization: string | null
  readonly from: Transport
  /** Whether it watches anything now. */
  isBusy(): boolean
}

/** A socket that was let in; `release` is to be called when it has closed. */
export type Admitted = {
  session: Session
  release: () => void
}

/** Lets a socket in, and has it closed when its credential ends. @returns null when it is closed, or is to be with 4403 */
export async function admitSocket(
  { authenticate, sessions, socketLimits }: SocketDoor,
  { socket, authorization, from, isBusy }: Knocking,
): Promise<Admitted | null> {
  const { session, refusal } = await admitCaller(authenticate, authorization, from)
  if (refusal !== undefined) {
    if (refusal.status !== 401) socket.close(TRY_AGAIN_LATER, refusal.error.message)
    return null
  }
  // It may have gone meanwhile, and would never be released.
  if (socket.readyState !== socket.OPEN) return null
  const giveBack = socketLimits.take(session, { isBusy, closeIdle: () => socket.close(NORMAL, 'Idle') })
  if (giveBack === null) {
    socket.close(TOO_MANY, 'Too many sockets')
    return null
  }
  const letGo = sessions.hold(session, () => socket.close(FORBIDDEN, 'Forbidden'))
  return {
    session,
    release() {
      giveBack()
      letGo()
    },
  }
}
