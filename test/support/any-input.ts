import fc from 'fast-check'
import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql'

/** Texts at which parsers, databases and shells have stumbled. */
const NASTY = [
  '',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00x',
  '\u202e',
  '__proto__',
  'constructor',
  "'; drop table submissions; --",
  "' or '1'='1",
  '$1',
  '%',
  '../../etc/passwd',
  '{"$gt":""}',
  '"} { __schema { types { name } } }',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text that some engines would fill in
  '${7*7}',
  'x'.repeat(10_000),
  '-1',
  'NaN',
  '00000000-0000-7000-8000-000000000000',
] as const

export const nastyText = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary' }), fc.string())

const nastyNumber = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(2 ** 31, -(2 ** 31), 2 ** 53, 1e308))

/** Any JSON, keys that mean something to JavaScript included. */
export const nastyJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(null, true, false),
    nastyText,
    nastyNumber,
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(nastyText, tie('value')), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value

/** Mostly of the type that is asked for, and sometimes not. */
function inputOf(type: GraphQLInputType): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return inputOf(type.ofType)
  const right = isListType(type) ? fc.array(inputOf(type.ofType), { maxLength: 5 }) : namedInputOf(type)
  return fc.oneof({ weight: 8, arbitrary: right }, { weight: 1, arbitrary: nastyJson })
}

function namedInputOf(type: GraphQLInputType): fc.Arbitrary<unknown> {
  if (isEnumType(type))
    return fc.oneof(fc.constantFrom(...type.getValues().map(({ name }) => name)), nastyText)
  if (!isInputObjectType(type)) {
    const name = getNamedType(type).name
    if (name === 'Int' || name === 'Float') return nastyNumber
    return name === 'JSON' ? nastyJson : nastyText
  }
  const fields = Object.entries(type.getFields())
  const required = fields.filter(([, field]) => isNonNullType(field.type)).map(([name]) => name)
  return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, inputOf(field.type)])), {
    requiredKeys: required,
  })
}

/** An operation for each root field of a kind, with variables for all its arguments. */
export function anyOperation(
  schema: GraphQLSchema,
  root: 'Query' | 'Mutation',
): fc.Arbitrary<{ query: string; variables: unknown }> {
  const type = schema.getType(root)
  if (!isObjectType(type)) throw new Error(`no type ${root}`)
  return fc.oneof(
    ...Object.values(type.getFields()).map((field) => {
      const declared = field.args.map(({ name, type }) => `$${name}: ${type}`).join(', ')
      const passed = field.args.map(({ name }) => `${name}: $${name}`).join(', ')
      const named = getNamedType(field.type)
      const leaf = isUnionType(named) ? '{ __typename ... on Error { code message } }' : '{ __typename }'
      const head = `${root.toLowerCase()}${declared === '' ? '' : ` (${declared})`}`
      const call = `${field.name}${passed === '' ? '' : `(${passed})`}`
      const query = `${head} { ${call} ${isLeafType(named) ? '' : leaf} }`
      const variables = fc.record(
        Object.fromEntries(field.args.map(({ name, type }) => [name, inputOf(type)])),
      )
      return variables.map((variables) => ({ query, variables }))
    }),
  )
}
