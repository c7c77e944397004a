import { GraphQLError } from 'graphql'

/** The answer to a faulty argument of a query or a subscription; mutations answer with a ValidationError instead. */
export function badInput(argument: string, message: string): GraphQLError {
  return new GraphQLError(`${argument}: ${message}`, { extensions: { code: 'BAD_USER_INPUT', argument } })
}
