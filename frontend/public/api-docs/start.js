// A file of its own: the Content-Security-Policy allows no inline script.
window.SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#contract',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
})
