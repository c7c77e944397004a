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
