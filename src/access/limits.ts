import type { RateLimiterAbstract } from 'rate-limiter-flexible'
import type { Viewer } from '../domain/identity.ts'
import { startPeriodic } from '../domain/periodic.ts'
import { TooMany } from '../domain/too-many.ts'
import { addressGroup } from './address-group.ts'
import { Budget } from './budget.ts'

/** What is counted apart: work handed in must not wait because it was saved or looked at too often. */
export const KINDS = ['read', 'autosave', 'submit'] as const
export type Kind = (typeof KINDS)[number]
/** What an operation costs, in points of each kind. */
export type Cost = Readonly<Record<Kind, number>>

const WORDS: Readonly<Record<Kind, string>> = {
  read: 'requests',
  autosave: 'autosaves',
  submit: 'submissions',
}

/** Points a minute; 0 for no limit. */
export interface LimitSettings {
  /** Of a person, and of a learner whom a SERVICE acts for. */
  readonly person: Cost
  /** How many people's budgets one address may use. */
  readonly address: number
  /** How many people's budgets a program, a SERVICE or an ADMIN, may use. */
  readonly program: number
}

/** Credentials that were never good, from one address in a minute. */
const MAX_GUESSES = 100
/** How often what was spent is told to the other processes. */
const EXCHANGE_MS = 500

/** How much of the engine anybody may take. */
export interface Limits {
  /** @throws TooMany when the viewer, or the address, has used up what the operation costs */
  admit(viewer: Viewer, address: string | null, cost: Cost): void
  /** Counts what a SERVICE does for a learner, or with a piece of their work. @throws TooMany */
  admitFor(viewer: Viewer, whose: string, kind: Kind): void
  /** @throws TooMany for an address that has shown too many credentials that were never good */
  admitGuess(address: string | null): void
  countGuess(address: string | null): void
  stop(): Promise<void>
}

export interface LimitsOptions {
  readonly settings: LimitSettings
  /** Makes the counter that all processes share. */
  readonly share: (name: string, points: number) => RateLimiterAbstract
  readonly onError: (error: unknown) => void
}

/** Opens the budgets: counted in this process, and exchanged with the others. */
export function openLimits({ settings, share, onError }: LimitsOptions): Limits {
  const budgets: Budget[] = []
  const openBudget = (name: string, points: number) => {
    const budget = new Budget(points, share(name, points))
    budgets.push(budget)
    return budget
  }
  const openSet = (name: string, times: number) =>
    Object.fromEntries(
      KINDS.map((kind) => {
        const points = settings.person[kind] * times
        return [kind, points === 0 ? null : openBudget(`${name}-${kind}`, points)]
      }),
    ) as Record<Kind, Budget | null>

  const people = openSet('person', 1)
  const programs = openSet('program', settings.program)
  const addresses = openSet('address', settings.address)
  const learners = openSet('learner', 1)
  const guesses = openBudget('guess', MAX_GUESSES)
  const exchanging = startPeriodic({
    everyMs: EXCHANGE_MS,
    task: () => Promise.all(budgets.map((budget) => budget.exchange())),
    onError,
  })

  return {
    admit({ subject, role }, address, cost) {
      const isProgram = role === 'SERVICE' || role === 'ADMIN'
      const own = isProgram ? programs : people
      for (const kind of KINDS) {
        if (cost[kind] === 0) continue
        take(own[kind], subject, cost[kind], WORDS[kind])
        // Behind a program's address stands a whole platform.
        if (!isProgram) take(addresses[kind], addressGroup(address), cost[kind], WORDS[kind])
      }
    },
    admitFor({ role }, whose, kind) {
      if (role === 'SERVICE') take(learners[kind], whose, 1, `${WORDS[kind]} for ${whose}`)
    },
    admitGuess: (address) => take(guesses, addressGroup(address), 0, 'wrong credentials'),
    countGuess: (address) => void guesses.spend(addressGroup(address), 1),
    stop: exchanging.stop,
  }
}

function take(budget: Budget | null, spender: string, cost: number, what: string): void {
  const waitMs = budget?.spend(spender, cost) ?? 0
  if (waitMs > 0) throw new TooMany(what, waitMs)
}
