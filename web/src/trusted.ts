// The content security policy asks for Trusted Types: text becomes script or
// markup on the page only through the policies made here.

interface Policies {
  createPolicy(name: string, rules: object): unknown;
}

const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;

// The style sheets that Mantine makes at run time go through innerHTML of a
// style element. Text without "<" cannot start an element, so it may pass.
// Scripts may come from our own assets: the worker of the drawing.
policies?.createPolicy("default", {
  createHTML: (text: string) => (text.includes("<") ? null : text),
  createScriptURL: (address: string) => (ownAsset(address) ? address : null),
});

function ownAsset(address: string): boolean {
  const { origin, pathname } = new URL(address, location.href);
  return origin === location.origin && pathname.startsWith("/assets/");
}
