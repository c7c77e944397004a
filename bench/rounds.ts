import { type Figures, figuresOf, type Measure, type Sides } from './measure.ts'
import { type Row, rowOf } from './row.ts'
import { startStores } from './stores.ts'

export interface Extent {
  /** How many rounds count. */
  readonly rounds: number
  /** Whether a round that does not count comes first. */
  readonly warmUp: boolean
  /** The share of its usual work that each run does. */
  readonly effort: number
}

/** What a measure is run for. */
export const WHOLE: Extent = { rounds: 5, warmUp: true, effort: 1 }
/** Tells that a measure runs, and no more. */
export const TRIAL: Extent = { rounds: 1, warmUp: false, effort: 0.02 }

/** Runs a measure on stores of its own. @throws when either side fails, or gives what is not a number */
export async function runMeasure(measure: Measure, extent: Extent): Promise<readonly Row[]> {
  const stores = await startStores()
  try {
    const sides = await measure.open(stores, extent.effort)
    try {
      const { ours, peer } = await takeRounds(sides, extent)
      const notes = (await sides.notes?.()) ?? []
      return figuresOf(measure).map((figure, i) =>
        rowOf(measure, figure, {
          ours: ours.map((figures) => figures[i] ?? Number.NaN),
          ...(sides.peer === undefined ? {} : { peer: peer.map((figures) => figures[i] ?? Number.NaN) }),
          notes: i === 0 ? notes : [],
        }),
      )
    } finally {
      await sides.stop()
    }
  } finally {
    await stores.stop()
  }
}

/** The figures of each round that counts. The sides go first in turn: neither always meets what the other leaves behind. */
export async function takeRounds(sides: Sides, { rounds, warmUp }: Pick<Extent, 'rounds' | 'warmUp'>) {
  const ours: (readonly number[])[] = []
  const peer: (readonly number[])[] = []
  const takeOurs = async () => void ours.push(listOf(await sides.ours()))
  const takePeer = async () => void (sides.peer !== undefined && peer.push(listOf(await sides.peer())))
  for (let round = warmUp ? 0 : 1; round <= rounds; round += 1) {
    const order = round % 2 === 1 ? [takeOurs, takePeer] : [takePeer, takeOurs]
    for (const take of order) await take()
  }
  return { ours: ours.slice(-rounds), peer: peer.slice(-rounds) }
}

const listOf = (figures: Figures): readonly number[] => (typeof figures === 'number' ? [figures] : figures)
