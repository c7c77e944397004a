import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import {
  css,
  editorWorkerService,
  favicon,
  graphqlWorker,
  js,
  jsonWorker,
} from '@graphql-yoga/render-graphiql/graphiql'
import { TOUR } from './graphiql-tour.ts'

/** What the page hands to GraphiQL, with what only a script can make (web/graphiql/page.js). */
const OPTIONS = {
  title: 'Assessment Engine',
  defaultTabs: TOUR,
  defaultEditorToolsVisibility: 'variables',
}

/** The page, and what the browser may do in it. */
export interface Page {
  readonly html: string
  readonly policy: string
}

let page: Page | null = null

/** The page at /graphql: GraphiQL, opened on a tour, with a bar that holds the key. Some 9 MB; made once. */
export function graphiqlPage(): Page {
  page ??= renderPage()
  return page
}

// As yoga's own renderer does it, of the same parts; that one gives no say in how the page sends its requests, and
// shows no credential over WebSocket.
function renderPage(): Page {
  const workers = JSON.stringify({ editorWorkerService, json: jsonWorker, graphql: graphqlWorker })
  const scripts = [
    `const workers = ${workers}\n${part('workers.js')}`,
    js,
    `const options = ${JSON.stringify(OPTIONS)}`,
    part('page.js'),
  ].map(asParsed)
  const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${OPTIONS.title}</title>
    <link rel="icon" href="${favicon}">
    <style>${css}</style>
    <style>${part('page.css')}</style>
  </head>
  <body class="no-focus-outline">
    ${part('bar.html')}
    <div id="root"></div>
    <noscript>GraphiQL needs JavaScript.</noscript>
    ${scripts.map((script) => `<script>${script}</script>`).join('\n    ')}
  </body>
</html>
`
  return { html, policy: policyFor(scripts) }
}

/**
 * All that the page needs is in it. Nothing may come from elsewhere, nor the key go there, and no script runs but
 * these, known by their hashes. Styles cannot be so: the editor makes them as it goes.
 */
function policyFor(scripts: readonly string[]): string {
  const hashes = scripts.map((script) => `'sha256-${hash('sha256', script, 'base64')}'`)
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "connect-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    `script-src ${hashes.join(' ')}`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'font-src data:',
    'img-src data:',
  ].join('; ')
}

/** A script as a browser has it, whose parser knows one end of a line only: what is hashed must be what is run. */
function asParsed(script: string): string {
  return script.replace(/\r\n?/g, '\n')
}

function part(name: string): string {
  return readFileSync(new URL(`../../web/graphiql/${name}`, import.meta.url), 'utf8')
}
