import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql'

/**
 * How many fields a valid document has once each fragment is written out wherever it is spread: a short document may
 * have any number of them.
 */
export function countExpandedFields(document: DocumentNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const counted = new Map<string, number>()

  function countFragment(name: string): number {
    const known = counted.get(name)
    if (known !== undefined) return known
    const count = countIn(fragments.get(name)?.selectionSet)
    counted.set(name, count)
    return count
  }

  function countIn(set: SelectionSetNode | undefined): number {
    let count = 0
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) count += countFragment(selection.name.value)
      else count += (selection.kind === Kind.FIELD ? 1 : 0) + countIn(selection.selectionSet)
    }
    return count
  }

  return document.definitions.reduce(
    (all, definition) =>
      all + (definition.kind === Kind.OPERATION_DEFINITION ? countIn(definition.selectionSet) : 0),
    0,
  )
}
