import type { ObjectRef } from '@pothos/core'
import { type Failure, type FieldError, isFailure } from '../domain/failures.ts'
import { builder, type SchemaTypes } from './builder.ts'

type Refused<Code extends Failure['failure']> = Extract<Failure, { failure: Code }>

const ErrorCode = builder.enumType('ErrorCode', {
  description: 'Why a mutation was refused.',
  values: {
    VALIDATION_FAILED: { description: 'The input has faults; `fieldErrors` names each of them.' },
    NOT_FOUND: { description: 'What the input names does not exist, or not for you.' },
    CONFLICT: { description: 'Somebody was faster, or an idempotency key was used before with other input.' },
    INVALID_STATE: { description: 'The object is in a state that does not allow this any more.' },
    PAYLOAD_TOO_LARGE: { description: 'The data is larger than the limit.' },
    ATTEMPTS_EXHAUSTED: { description: 'The learner has used every attempt that the simulation allows.' },
  } as const,
})

const ErrorInterface = builder.interfaceRef<Failure>('Error').implement({
  description: 'A refusal: nothing was changed.',
  fields: (t) => ({
    code: t.field({
      type: ErrorCode,
      description: 'The reason, for programs.',
      resolve: ({ failure }) => failure,
    }),
    message: t.exposeString('message', { description: 'The reason, for people.' }),
  }),
})

const FieldErrorType = builder.objectRef<FieldError>('FieldError').implement({
  description: 'One fault of an input.',
  fields: (t) => ({
    path: t.stringList({
      description: 'Where: the names and indexes that lead from the input to the fault.',
      resolve: ({ path }) => [...path],
    }),
    message: t.exposeString('message', { description: 'What is wrong there.' }),
  }),
})

const ValidationError = builder.objectRef<Refused<'VALIDATION_FAILED'>>('ValidationError').implement({
  description: 'The input has faults. All of them are told at once.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    fieldErrors: t.field({
      type: [FieldErrorType],
      description: 'Each fault, with the path to it.',
      resolve: ({ fieldErrors }) => [...fieldErrors],
    }),
  }),
})

const NotFoundError = builder.objectRef<Refused<'NOT_FOUND'>>('NotFoundError').implement({
  description: 'What the input names does not exist, or is not yours: the two read alike.',
  interfaces: [ErrorInterface],
})

const ConflictError = builder.objectRef<Refused<'CONFLICT'>>('ConflictError').implement({
  description: 'A stale `expectedRevision`, or an idempotency key that was used before with other input.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    currentRevision: t.exposeInt('currentRevision', {
      nullable: true,
      description: 'The revision that stands; null when an idempotency key was the reason.',
    }),
  }),
})

const InvalidStateError = builder.objectRef<Refused<'INVALID_STATE'>>('InvalidStateError').implement({
  description: 'The object is in a state that does not allow this any more.',
  interfaces: [ErrorInterface],
})

const PayloadTooLargeError = builder
  .objectRef<Refused<'PAYLOAD_TOO_LARGE'>>('PayloadTooLargeError')
  .implement({
    description: 'The data is too large.',
    interfaces: [ErrorInterface],
    fields: (t) => ({
      limitBytes: t.exposeInt('limitBytes', { description: 'The limit, in UTF-8 bytes of the JSON.' }),
    }),
  })

const AttemptsExhaustedError = builder
  .objectRef<Refused<'ATTEMPTS_EXHAUSTED'>>('AttemptsExhaustedError')
  .implement({
    description: 'The learner has used every attempt that the simulation allows.',
    interfaces: [ErrorInterface],
    fields: (t) => ({
      maxAttempts: t.exposeInt('maxAttempts', { description: 'How many attempts the simulation allows.' }),
    }),
  })

const TYPE_OF = {
  VALIDATION_FAILED: 'ValidationError',
  NOT_FOUND: 'NotFoundError',
  CONFLICT: 'ConflictError',
  INVALID_STATE: 'InvalidStateError',
  PAYLOAD_TOO_LARGE: 'PayloadTooLargeError',
  ATTEMPTS_EXHAUSTED: 'AttemptsExhaustedError',
} as const

/** The result of a mutation: the object, or one of the refusals. */
export function resultUnion<T extends object>(mutation: string, success: ObjectRef<SchemaTypes, T>) {
  return builder.unionType(`${mutation}Result`, {
    description: `What ${mutation} answers with: the ${success.name}, or the reason why not.`,
    types: [
      success,
      ValidationError,
      NotFoundError,
      ConflictError,
      InvalidStateError,
      PayloadTooLargeError,
      AttemptsExhaustedError,
    ],
    resolveType: (value) => (isFailure(value as object) ? TYPE_OF[(value as Failure).failure] : success.name),
  })
}
