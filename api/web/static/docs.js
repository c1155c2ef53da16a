// Starts the API documentation over the description that the page names.
const root = document.getElementById("swagger-ui");
SwaggerUIBundle({
  url: root.dataset.openapi,
  domNode: root,
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
});
