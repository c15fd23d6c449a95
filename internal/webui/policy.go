package webui

import "strings"

// Policy is the content security policy. Styles are the only thing that a page
// may hold itself, and only under the nonce of its answer; "" permits none.
//
// Scripts come from files of ours alone, and Trusted Types keep text from
// becoming script or markup on the page: the app's policy "default" lets the
// address of its worker through, and no markup.
//
// A frame shows nothing but bytes that the page made a blob of: a PDF of the
// evidence. The type of a blob is the page's own word, so no file turns into
// markup, and a blob is under this same policy, so no script would run in it.
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
		"frame-src blob:",
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
