// Runs in the page, before GraphiQL: gives the editor its workers, whose sources are in the page.

/* global workers */

self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_moduleId, label) =>
    URL.createObjectURL(new Blob([workers[label]], { type: 'application/javascript' })),
}
