import { type Binding, type BuiltInCriterion, isBuiltIn, type RubricCriterion } from '../domain/rubric.ts'
import type { Task } from '../domain/task.ts'
import { measureCodeQuality } from './criteria/code-quality.ts'
import { measureCorrectness, measureTestGroups } from './criteria/correctness.ts'
import { measureDocumentation } from './criteria/documentation.ts'
import { measurePerformance } from './criteria/performance.ts'
import type { ExaminedTask } from './examined.ts'
import { type Measure, type MeasureTask, onlyIfItWorks } from './measure.ts'

/** One task's measure with the weight that it has within the criterion. */
export interface WeighedMeasure {
  readonly task: Task
  readonly weight: number
  readonly measure: Measure
}

/** A criterion of the rubric with everything it was measured on; without measures it is not measured at all. */
export interface MeasuredCriterion {
  readonly criterion: string
  readonly weight: number
  readonly measures: readonly WeighedMeasure[]
}

/** Measures one criterion of the rubric on the tasks that give something to measure it by. */
export function measureCriterion(
  rubric: RubricCriterion,
  examined: readonly ExaminedTask[],
): MeasuredCriterion {
  const { measureTask, weightOf } = wayToMeasure(rubric)
  const measures = examined.flatMap((task) => {
    const measure = measureTask(task)
    return measure === null ? [] : [{ task: task.task, weight: weightOf(task), measure }]
  })
  return { criterion: rubric.criterion, weight: rubric.weight, measures }
}

interface Way {
  readonly measureTask: MeasureTask
  readonly weightOf: (examined: ExaminedTask) => number
}

const taskWeight = ({ task }: ExaminedTask) => task.weight

const BUILT_IN: Readonly<Record<BuiltInCriterion, MeasureTask>> = {
  codeQuality: onlyIfItWorks((examined) => measureCodeQuality(examined), { byTests: false }),
  correctness: onlyIfItWorks(measureCorrectness, { byTests: true }),
  documentation: onlyIfItWorks(measureDocumentation, { byTests: false }),
  performance: onlyIfItWorks(measurePerformance, { byTests: false }),
}

function wayToMeasure({ criterion, binding }: RubricCriterion): Way {
  if (binding !== undefined) return boundWay(criterion, binding)
  // The rubric's schema sees to it; a rubric that slipped past it is a fault of the system.
  if (!isBuiltIn(criterion)) throw new Error(`the criterion ${criterion} is bound to nothing`)
  return { measureTask: BUILT_IN[criterion], weightOf: taskWeight }
}

function boundWay(criterion: string, binding: Binding): Way {
  if ('tasks' in binding) {
    const correctness = BUILT_IN.correctness
    return {
      measureTask: (examined) => (binding.tasks.includes(examined.task.id) ? correctness(examined) : null),
      weightOf: taskWeight,
    }
  }
  if ('tests' in binding) {
    const groups = new Set(binding.tests)
    return {
      measureTask: onlyIfItWorks((examined) => measureTestGroups(examined, groups, criterion), {
        byTests: true,
      }),
      // A group may reach over several tasks: its tests weigh by themselves, whatever their tasks weigh.
      weightOf: (examined) => groupWeight(examined, groups),
    }
  }
  const categories = new Set(binding.findings)
  return {
    measureTask: onlyIfItWorks((examined) => measureCodeQuality(examined, categories), { byTests: false }),
    weightOf: taskWeight,
  }
}

function groupWeight(examined: ExaminedTask, groups: ReadonlySet<string>): number {
  if (examined.kind !== 'code') return 0
  return examined.cases.reduce(
    (sum, { test, weight }) => (test.group !== undefined && groups.has(test.group) ? sum + weight : sum),
    0,
  )
}
