import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'

/** GraphiQL as a person uses it. */
export interface GraphiqlPage {
  readonly page: Page
  /** What went wrong in the page, and what it asked of others than the engine. */
  readonly trouble: readonly string[]
  /** A value of the bar at the top. */
  bar(name: string): ReturnType<Page['locator']>
  openTab(title: string): Promise<void>
  /** Presses the button, and chooses an operation where the tab has several. */
  run(operation?: string): Promise<void>
  response(): Promise<string>
  /** Waits until the response says so. */
  responds(pattern: RegExp): Promise<void>
}

/** Opens /graphql in a window of its own, with what stands behind the `#`. */
export async function openGraphiql(browser: Browser, url: string, hash = ''): Promise<GraphiqlPage> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1600 } })
  const trouble = watchTrouble(page, new URL(url).host)
  // Monaco writes no-break spaces, and each line as an element of its own.
  const response = async () =>
    (await page.locator('.graphiql-response').textContent())?.replaceAll('\u00a0', ' ') ?? ''
  await page.goto(`${url}/graphql${hash}`)
  return {
    page,
    trouble,
    bar: (name) => page.locator(`#bar input[name="${name}"]`),
    openTab: (title) => page.getByRole('button', { name: title, exact: true }).click(),
    async run(operation) {
      // GraphiQL takes a moment to read a tab's document; until then the button is that of the tab before.
      const menu = operation === undefined ? ':not([aria-haspopup])' : '[aria-haspopup]'
      await page.locator(`.graphiql-execute-button${menu}`).click()
      if (operation !== undefined) await page.getByRole('menuitem', { name: operation }).click()
    },
    response,
    responds: (pattern) => expect.poll(response, { timeout: 10_000 }).toMatch(pattern),
  }
}

function watchTrouble(page: Page, host: string): string[] {
  const trouble: string[] = []
  const isOwn = (url: string) => /^(data|blob):/.test(url) || new URL(url).host === host
  page.on('request', (request) => isOwn(request.url()) || trouble.push(`asks for ${request.url()}`))
  page.on('websocket', (socket) => isOwn(socket.url()) || trouble.push(`opens ${socket.url()}`))
  page.on('pageerror', (error) => trouble.push(`throws ${error.message}`))
  page.on('console', (line) => line.type() === 'error' && trouble.push(`logs ${line.text()}`))
  return trouble
}
