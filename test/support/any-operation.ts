import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isUnionType,
} from 'graphql'

/** Ids that belong to nothing. */
const NO_ID = '"00000000-0000-7000-8000-000000000000"'
const SCALARS: Readonly<Record<string, string>> = {
  ID: NO_ID,
  String: '"x"',
  Int: '1',
  Float: '1',
  Boolean: 'true',
  JSON: '{}',
}

/** The shortest operation that asks for a root field, with something of the right type for each needed argument. */
export function operationFor(schema: GraphQLSchema, root: string, field: string): string {
  const type = schema.getType(root)
  if (type === undefined || !('getFields' in type)) throw new Error(`no type ${root}`)
  const definition = type.getFields()[field]
  if (definition === undefined || !('args' in definition)) throw new Error(`no field ${root}.${field}`)
  return `${root.toLowerCase()} { ${field}${argumentsOf(definition)}${selectionOf(definition.type)} }`
}

function argumentsOf({ args }: GraphQLField<unknown, unknown>): string {
  const needed = args.filter(({ type }) => isNonNullType(type))
  return needed.length === 0
    ? ''
    : `(${needed.map(({ name, type }) => `${name}: ${literalOf(type)}`).join(' ')})`
}

function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(type.ofType)
  if (isListType(type)) return `[${literalOf(type.ofType)}]`
  if (isEnumType(type)) return type.getValues()[0]?.name ?? ''
  if (!isInputObjectType(type)) return SCALARS[type.name] ?? 'null'
  const needed = Object.values(type.getFields()).filter((field) => isNonNullType(field.type))
  return `{ ${needed.map((field) => `${field.name}: ${literalOf(field.type)}`).join(' ')} }`
}

function selectionOf(type: GraphQLOutputType): string {
  const named = getNamedType(type)
  if (isLeafType(named)) return ''
  return isUnionType(named) ? ' { __typename ... on Error { code } }' : ' { __typename }'
}
