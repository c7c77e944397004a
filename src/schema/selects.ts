import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql'

/** Whether a field's selection has one of these fields at its first level, fragments included. */
export function selectsAny(
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  names: readonly string[],
): boolean {
  const has = ({ selections }: SelectionSetNode): boolean =>
    selections.some((selection) => {
      if (selection.kind === 'Field') return names.includes(selection.name.value)
      if (selection.kind === 'InlineFragment') return has(selection.selectionSet)
      const fragment = fragments[selection.name.value]
      return fragment !== undefined && has(fragment.selectionSet)
    })
  return fieldNodes.some(({ selectionSet }) => selectionSet !== undefined && has(selectionSet))
}

/** Whether a field of this name is selected anywhere below a field: of its own type or of another's. */
export function selectsBelow(
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  name: string,
): boolean {
  const spread = new Set<string>()
  const has = (set: SelectionSetNode | undefined): boolean =>
    set?.selections.some((selection) => {
      if (selection.kind === 'Field') return selection.name.value === name || has(selection.selectionSet)
      if (selection.kind === 'InlineFragment') return has(selection.selectionSet)
      // Once for each fragment: spreads of spreads grow without bound.
      if (spread.has(selection.name.value)) return false
      spread.add(selection.name.value)
      return has(fragments[selection.name.value]?.selectionSet)
    }) ?? false
  return fieldNodes.some(({ selectionSet }) => has(selectionSet))
}
