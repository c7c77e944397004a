import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'

/** How many steps a query goes down at most. */
const MAX_DEPTH = 5

/** What a generated query asks for by a variable: the arguments of the given names get these values. */
export type KnownArguments = Readonly<Record<string, { readonly type: string; readonly value: unknown }>>

/**
 * Writes a valid query of fields chosen by `choose`, which gives a number from 0 to below its argument. Only fields
 * whose required arguments are known are asked for.
 */
export function randomQuery(
  schema: GraphQLSchema,
  known: KnownArguments,
  choose: (below: number) => number,
): { readonly query: string; readonly variables: Record<string, unknown> } {
  const used = new Set<string>()
  const fragments: string[] = []

  const argumentsOf = (field: GraphQLField<unknown, unknown>): string => {
    const given = field.args.filter(
      (arg) => arg.name in known && (isRequiredArgument(arg) || choose(3) === 0),
    )
    for (const { name } of given) used.add(name)
    return given.length === 0 ? '' : `(${given.map(({ name }) => `${name}: $${name}`).join(', ')})`
  }

  function fieldsOf(type: GraphQLObjectType, depth: number): string {
    const askable = Object.values(type.getFields()).filter(
      (field) =>
        field.args.every((arg) => !isRequiredArgument(arg) || arg.name in known) &&
        (depth < MAX_DEPTH || isLeafType(getNamedType(field.type))),
    )
    const chosen = askable.filter(() => choose(3) === 0)
    const selections = chosen.map((field, i) => {
      const alias = choose(6) === 0 ? `as${i}: ` : ''
      return `${alias}${field.name}${argumentsOf(field)}${selectionOf(field.type, depth)}`
    })
    return [...selections, ...(selections.length === 0 || choose(4) === 0 ? ['__typename'] : [])].join(' ')
  }

  function selectionOf(output: GraphQLOutputType, depth: number): string {
    const type = getNamedType(output)
    if (isAbstractType(type)) {
      return ` { ${schema
        .getPossibleTypes(type)
        .map((each) => `... on ${each.name} { ${fieldsOf(each, depth + 1)} }`)
        .join(' ')} }`
    }
    if (!isObjectType(type)) return ''
    const fields = fieldsOf(type, depth + 1)
    if (choose(5) > 0) return ` { ${fields} }`
    fragments.push(`fragment F${fragments.length} on ${type.name} { ${fields} }`)
    return ` { ...F${fragments.length - 1} }`
  }

  const root = schema.getQueryType()
  if (root == null) throw new Error('the schema has no queries')
  const fields = fieldsOf(root, 0)
  const declared = [...used].map((name) => `$${name}: ${known[name]?.type}`).join(', ')
  return {
    query: [`query${declared === '' ? '' : `(${declared})`} { ${fields} }`, ...fragments].join('\n'),
    variables: Object.fromEntries([...used].map((name) => [name, known[name]?.value])),
  }
}
