package webui

import "strings"

// Policy is the content security policy. Styles are the only thing that a page
// may hold itself, and only under the nonce of its answer; "" permits none.
//
// Scripts come from files of ours alone, and Trusted Types keep text from
// becoming script or markup on the page: the app's policy "default" lets the
// address of its worker through, and no markup.
func Policy(nonce string) string {
	style := "'self'"
	if nonce != "" {
		style += " 'nonce-" + nonce + "'"
	}
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src " + style,
		"img-src 'self' data: blob:",
		"font-src 'self'",
		"connect-src 'self'",
		"worker-src 'self' blob:",
		"manifest-src 'self'",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'",
		"object-src 'none'",
		"require-trusted-types-for 'script'",
		"trusted-types default",
	}, "; ")
}
