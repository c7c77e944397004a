// Runs in the page, after GraphiQL: sends its requests, and keeps the values of the bar.
// Where headers or variables say `<admin key>`, `<submission id>` or `<job id>`, the bar's value goes out instead.

/* global YogaGraphiQL, options */

const bar = document.querySelector('#bar')
const inputs = [...bar.querySelectorAll('input')]
const endpoint = new URL(location.pathname, location.href)

/** For GraphiQL's own request, which may come before its headers are there. */
const KEYED = { Authorization: 'Bearer <admin key>' }

/** What a mutation made, by the field of its answer, and the input that takes over its id. */
const MADE = { createSubmission: 'submission id', scoreJob: 'job id', createScoreJob: 'job id' }

bar.addEventListener('submit', (event) => event.preventDefault())
// Kept until the window closes, not longer: one of them is a secret.
for (const input of inputs) {
  input.value = sessionStorage.getItem(input.name) ?? ''
  input.addEventListener('input', () => sessionStorage.setItem(input.name, input.value))
}

// script/start prints an address with the key behind the `#`, which no browser sends to a server. It is taken out of
// sight, and out of the history, at once.
const [, linked] = /^#admin-key=(.+)$/.exec(location.hash) ?? []
if (linked) {
  inputs[0].value = decodeURIComponent(linked)
  sessionStorage.setItem(inputs[0].name, inputs[0].value)
  history.replaceState(null, '', location.pathname)
}

const filledIn = (value) =>
  JSON.parse(JSON.stringify(value ?? {}), (_key, inner) =>
    typeof inner === 'string'
      ? inputs.reduce(
          (text, { name, value }) => (value ? text.replaceAll(`<${name}>`, value.trim()) : text),
          inner,
        )
      : inner,
  )

function takeOver(answer) {
  JSON.stringify(answer, (field, inner) => {
    const input = inputs.find(({ name }) => name === MADE[field])
    if (input && inner?.id) {
      input.value = inner.id
      sessionStorage.setItem(input.name, input.value)
    }
    return inner
  })
}

/** GraphiQL asks for the schema as soon as it is there; that has to wait until somebody has put in the key. */
function untilKeyed() {
  const [key] = inputs
  return new Promise((resolve) => {
    if (key.value) resolve()
    key.addEventListener('change', resolve, { once: true })
  })
}

async function post(request, headers) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { accept: 'application/json', ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(request),
  })
  const answer = await response.json()
  takeOver(answer)
  return answer
}

/** A subscription over a WebSocket of its own (graphql-transport-ws), in the form of an observable. */
function watch(request, headers) {
  const authorization = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1]
  return {
    subscribe(observer) {
      const socket = new WebSocket(endpoint.href.replace('http', 'ws'), 'graphql-transport-ws')
      const send = (message) => socket.send(JSON.stringify(message))
      const finish = () => {
        socket.onclose = null
        socket.close(1000)
      }
      const on = {
        ping: () => send({ type: 'pong' }),
        connection_ack: () => send({ id: '1', type: 'subscribe', payload: request }),
        next: ({ payload }) => observer.next(payload),
        error({ payload }) {
          observer.next({ errors: payload })
          on.complete()
        },
        complete() {
          finish()
          observer.complete()
        },
      }
      socket.onopen = () => send({ type: 'connection_init', payload: { authorization } })
      socket.onmessage = ({ data }) => {
        const message = JSON.parse(data)
        on[message.type]?.(message)
      }
      socket.onclose = ({ code, reason }) =>
        observer.error({ message: `The connection was closed: ${code} ${reason}`.trim() })
      return { unsubscribe: finish }
    },
  }
}

/** The operation to run. For a moment after a change of tab, what GraphiQL names is in the tab before. */
function chooseOperation(query, operationName) {
  const operations = [...query.matchAll(/^\s*(query|mutation|subscription)\b\s*(\w*)/gm)]
  const [, kind, name] = operations.find(([, , name]) => name === operationName) ?? operations[0] ?? []
  return { kind, name: name || undefined }
}

async function fetcher({ query, variables, operationName }, { headers } = {}) {
  const { kind, name } = chooseOperation(query, operationName)
  if (name === 'IntrospectionQuery') await untilKeyed()
  const send = kind === 'subscription' ? watch : post
  return send({ query, operationName: name, variables: filledIn(variables) }, filledIn(headers ?? KEYED))
}

YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
  ...options,
  fetcher,
  storage: sessionStorage, // Another project's GraphiQL on the same port left its tabs in localStorage.
})
