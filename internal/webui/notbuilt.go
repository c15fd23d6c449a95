package webui

// notBuilt is the page of a build without the web app.
const notBuilt = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ringwall: web app not built</title>
<style nonce="` + nonceMark + `">
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 15vh auto 0; padding: 0 1rem; color: #1c2733; background: #f6f8fa }
code { background: #e3e8ee; padding: .1em .4em; border-radius: .2em }
@media (prefers-color-scheme: dark) { body { color: #dde5ee; background: #12181f } code { background: #26313d } a { color: #7cc0ff } }
</style>
</head>
<body>
<main>
<h1>The web app is not part of this build</h1>
<p>The server runs, and its API answers. To get the pages, build the web app and the program once more:</p>
<p><code>make web</code></p>
<p>It needs Node 20 and npm. The API is described at <a href="/openapi.json">/openapi.json</a>.</p>
</main>
</body>
</html>
`
