"use strict";
// The browser makes elements only of HTML that comes through this policy, which htmx alone has: what
// the desk itself answered. It takes code from nobody.
if (window.trustedTypes) {
  const refuse = () => { throw new Error("The desk's page runs no code that stands in an attribute."); };
  const policy = trustedTypes.createPolicy("desk", { createHTML: (html) => html, createScript: refuse });
  htmx.registerExtension("trusted", { init: ({ initSecurity }) => initSecurity(policy, refuse, refuse) });
}
