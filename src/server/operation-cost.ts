import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import type { Cost } from '../access/limits.ts'

/** Nodes of a page whose size the request leaves open, as `connect` has it. */
const DEFAULT_PAGE = 20
/** Objects that are read from the record, each for itself. */
const STORED = new Set(['Submission', 'ScoreJob', 'Simulation', 'RubricTemplate', 'ApiKey', 'AuditEntry'])
/** The work of a submission may be as long as some twenty other objects. */
const READS_OF_WORK = 20
/** What a mutation may read for its answer: its object's work, its job, and the like. */
const READS_OF_ANSWER = 25
const SUBMITS = new Set(['createSubmission', 'submitSubmission', 'practiceSubmission', 'createScoreJob'])

type Variables = Readonly<Record<string, unknown>>

/** What a document's operations cost. Those without page sizes in variables are added up once. */
export type OperationCost = (
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Variables | null | undefined,
) => Cost

/** Adds up what an operation asks for: an autosave or a submission each, and each object that may have to be read. */
export function makeOperationCost(schema: GraphQLSchema): OperationCost {
  const known = new WeakMap<DocumentNode, Map<string, Cost>>()
  return (document, operationName, variables) => {
    const name = operationName ?? ''
    const remembered = known.get(document)?.get(name)
    if (remembered !== undefined) return remembered
    const sum = new Sum(schema, document, variables ?? {})
    const cost = sum.of(operationName)
    if (!sum.dependsOnVariables) {
      const costs = known.get(document) ?? new Map<string, Cost>()
      known.set(document, costs.set(name, cost))
    }
    return cost
  }
}

/** One adding up, of a document that is valid. */
class Sum {
  dependsOnVariables = false
  readonly #schema: GraphQLSchema
  readonly #variables: Variables
  readonly #document: DocumentNode
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>
  /** Each fragment is added up once, however often it is spread: spreads of spreads grow without bound. */
  readonly #ofFragment = new Map<string, number>()

  constructor(schema: GraphQLSchema, document: DocumentNode, variables: Variables) {
    this.#schema = schema
    this.#document = document
    this.#variables = variables
    this.#fragments = new Map(
      document.definitions.flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
      ),
    )
  }

  of(operationName: string | null | undefined): Cost {
    const operation = getOperationAST(this.#document, operationName)
    if (operation == null) return { read: 1, autosave: 0, submit: 0 }
    const root = this.#schema.getRootType(operation.operation)
    const fields = this.#rootFields(operation.selectionSet)
    const autosave = fields.filter(({ name }) => name.value === 'autosaveSubmission').length
    const submit = fields.filter(({ name }) => SUBMITS.has(name.value)).length
    const others = fields.length - autosave - submit
    const reads = this.#reads(operation.selectionSet, root)
    // What a mutation answers with is a part of it, within reason; the reads of a query are all there is to it.
    const read =
      operation.operation === 'mutation'
        ? others + Math.max(0, reads - fields.length * READS_OF_ANSWER)
        : reads
    return { autosave, submit, read: autosave + submit > 0 ? read : Math.max(1, read) }
  }

  /** A fragment that is spread again adds nothing: its fields run once. */
  #rootFields({ selections }: SelectionSetNode, spread = new Set<string>()): FieldNode[] {
    return selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection]
      if (selection.kind === Kind.INLINE_FRAGMENT) return this.#rootFields(selection.selectionSet, spread)
      const fragment = this.#fragments.get(selection.name.value)
      if (fragment === undefined || spread.has(fragment.name.value)) return []
      return this.#rootFields(fragment.selectionSet, spread.add(fragment.name.value))
    })
  }

  /** How many objects of the record a selection may read, for one object of its type. */
  #reads(set: SelectionSetNode | undefined, type: GraphQLNamedType | null | undefined): number {
    let sum = 0
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) sum += this.#readsOfField(selection, type)
      else if (selection.kind === Kind.FRAGMENT_SPREAD) sum += this.#readsOfFragment(selection.name.value)
      else {
        const condition = selection.typeCondition?.name.value
        sum += this.#reads(
          selection.selectionSet,
          condition === undefined ? type : this.#schema.getType(condition),
        )
      }
    }
    return sum
  }

  #readsOfFragment(name: string): number {
    const fragment = this.#fragments.get(name)
    if (fragment === undefined) return 0
    const known = this.#ofFragment.get(name)
    if (known !== undefined) return known
    const reads = this.#reads(fragment.selectionSet, this.#schema.getType(fragment.typeCondition.name.value))
    this.#ofFragment.set(name, reads)
    return reads
  }

  #readsOfField(field: FieldNode, parent: GraphQLNamedType | null | undefined): number {
    if (field.name.value === 'data' && parent?.name === 'Submission') return READS_OF_WORK
    if (field.selectionSet === undefined || !(isObjectType(parent) || isInterfaceType(parent))) return 0
    const definition = parent.getFields()[field.name.value]
    if (definition === undefined) return 0
    const type = getNamedType(definition.type)
    const own = STORED.has(type.name) ? 1 : 0
    const inner = this.#reads(field.selectionSet, type)
    return type.name.endsWith('Connection') ? 1 + this.#pageSize(field) * inner : own + inner
  }

  #pageSize({ arguments: args }: FieldNode): number {
    const given = args?.find(({ name }) => name.value === 'first' || name.value === 'last')?.value
    if (given?.kind === Kind.INT) return Number(given.value)
    if (given?.kind !== Kind.VARIABLE) return DEFAULT_PAGE
    this.dependsOnVariables = true
    const size = this.#variables[given.name.value]
    return typeof size === 'number' ? size : DEFAULT_PAGE
  }
}
