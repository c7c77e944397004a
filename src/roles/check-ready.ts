// Exits with 0 when the role in this container can do its work: what the container's health check asks.

const port = process.env.HEALTH_PORT || process.env.PORT || '3000'
try {
  const { ok } = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(4000) })
  process.exitCode = ok ? 0 : 1
} catch {
  process.exitCode = 1
}
