import type { RateLimiterAbstract } from 'rate-limiter-flexible'
import { BoundedMap } from './bounded-map.ts'

/** A budget is spent anew in each of these. */
export const WINDOW_MS = 60_000
/** Spenders that one process keeps apart; the longest idle of more than that begin anew. */
const MAX_SPENDERS = 100_000
/** From this share of a budget on, a spender is worth telling the other processes of. */
const WORTH_TELLING = 0.05

/** What one spender has spent in this window: here, of that told to the others, and elsewhere as they told. */
interface Account {
  spent: number
  told: number
  elsewhere: number
  until: number
}

/**
 * Points a minute for each of many spenders. It is counted in this process, without asking anybody: a request costs
 * less than a microsecond. `exchange` tells the sums of those who spend much to Redis, and learns what they spent in
 * other processes; while Redis is away each process counts for itself.
 */
export class Budget {
  readonly #points: number
  readonly #shared: RateLimiterAbstract
  readonly #accounts = new BoundedMap<string, Account>(MAX_SPENDERS)
  readonly #toTell = new Map<string, Account>()

  constructor(points: number, shared: RateLimiterAbstract) {
    this.#points = points
    this.#shared = shared
  }

  /**
   * Takes a cost from a spender who has anything left: what an operation costs beyond that it is forgiven.
   * @returns 0, or the milliseconds until there is a new budget
   */
  spend(spender: string, cost: number): number {
    const now = Date.now()
    let account = this.#accounts.get(spender)
    if (account === undefined || now >= account.until) {
      account = { spent: 0, told: 0, elsewhere: 0, until: now + WINDOW_MS }
      this.#accounts.set(spender, account)
    }
    if (account.spent + account.elsewhere >= this.#points) return account.until - now
    account.spent += cost
    if (account.spent - account.told >= this.#points * WORTH_TELLING) this.#toTell.set(spender, account)
    return 0
  }

  /** Rejects when Redis did not answer; what could not be told is told next time. */
  async exchange(): Promise<void> {
    const accounts = [...this.#toTell]
    this.#toTell.clear()
    await Promise.all(accounts.map(([spender, account]) => this.#tell(spender, account)))
  }

  async #tell(spender: string, account: Account): Promise<void> {
    const { told, spent } = account
    try {
      const sum = await this.#shared.penalty(spender, spent - told)
      account.told = spent
      account.elsewhere = Math.max(0, sum.consumedPoints - spent)
      // Spenders have one window in all processes: that which Redis began with the first of them.
      account.until = Date.now() + sum.msBeforeNext
    } catch (error) {
      this.#toTell.set(spender, account)
      throw error
    }
  }
}
