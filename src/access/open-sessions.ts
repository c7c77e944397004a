import type { Session } from './session.ts'

/** The sockets and streams that are open, by the session that opened them, so that they end when it does. */
export class OpenSessions {
  readonly #open = new Map<Session, Set<() => void>>()

  /** Has `end` called once the session counts no more. @returns what is to be called when the stream has ended */
  hold(session: Session, end: () => void): () => void {
    const ends = this.#open.get(session) ?? new Set()
    this.#open.set(session, ends.add(end))
    return () => {
      ends.delete(end)
      if (ends.size === 0 && this.#open.get(session) === ends) this.#open.delete(session)
    }
  }

  /** The keys under which anything is open. */
  keyIds(): string[] {
    return [...this.#open.keys()].flatMap(({ keyId }) => keyId ?? [])
  }

  /** Ends all that a key opened. */
  endKey(keyId: string): void {
    this.#endWhere((session) => session.keyId === keyId)
  }

  /** Ends all whose token has expired by now. */
  endExpired(): void {
    const now = Date.now()
    this.#endWhere(({ expiresAt }) => expiresAt <= now)
  }

  #endWhere(matches: (session: Session) => boolean): void {
    for (const [session, ends] of this.#open) {
      if (!matches(session)) continue
      this.#open.delete(session)
      for (const end of ends) end()
    }
  }
}
