import { readFileSync } from 'node:fs'
import {
  findBreakingChanges,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  buildSchema as parseSchema,
} from 'graphql'
import { expect, it } from 'vitest'
import { buildSchema } from './index.ts'

const schema = buildSchema()
const contract = parseSchema(readFileSync('test/contract.graphql', 'utf8'))

it('offers all of the contract, under its names and nullabilities', () => {
  expect(findBreakingChanges(contract, schema).map(({ description }) => description)).toEqual([])
})

it('describes every type, field, argument and enum value', () => {
  expect([...undescribed(schema)]).toEqual([])
})

function* undescribed(schema: GraphQLSchema): Generator<string> {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || isSpecifiedScalarType(type)) continue
    if (!type.description) yield type.name
    if (isEnumType(type)) {
      for (const value of type.getValues()) if (!value.description) yield `${type.name}.${value.name}`
    }
    if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        if (!field.description) yield `${type.name}.${field.name}`
        for (const arg of 'args' in field ? field.args : []) {
          if (!arg.description) yield `${type.name}.${field.name}(${arg.name})`
        }
      }
    }
  }
}
