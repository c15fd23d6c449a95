package api

import "net/http"

// accountOperations are those on sessions, accounts, tokens, the organisation
// and the instance.
func (a *API) accountOperations() {
	const v1 = "/api/v1"
	const accounts, instance = "Accounts", "Instance"

	op(a, operation{id: "read-start", method: "GET", path: v1 + "/start", summary: "Does the instance wait for its first administrator?", tag: accounts, public: true}, a.startState)
	op(a, operation{id: "start", method: "POST", path: v1 + "/start", summary: "Make the first administrator, once.", tag: accounts, public: true, status: http.StatusCreated}, a.start)

	op(a, operation{id: "sign-in", method: "POST", path: v1 + "/session", summary: "Begin a session.", tag: accounts, public: true}, a.signIn)
	op(a, operation{id: "read-me", method: "GET", path: v1 + "/session", summary: "Who is signed in, and what they may do.", tag: accounts}, a.readMe)
	op(a, operation{id: "sign-out", method: "DELETE", path: v1 + "/session", summary: "End this session.", tag: accounts}, a.signOut)
	op(a, operation{id: "change-own-password", method: "POST", path: v1 + "/session/password", summary: "Change one's own password; all other sessions end.", tag: accounts}, a.changePassword)
	op(a, operation{id: "change-profile", method: "PUT", path: v1 + "/session/profile", summary: "Change one's own name and language.", tag: accounts}, a.changeProfile)
	op(a, operation{id: "list-sessions", method: "GET", path: v1 + "/sessions", summary: "One's own live sessions.", tag: accounts}, a.listSessions)
	op(a, operation{id: "end-session", method: "DELETE", path: v1 + "/sessions/{session}", summary: "End one of one's own sessions.", tag: accounts}, a.endSession)

	op(a, operation{id: "list-users", method: "GET", path: v1 + "/users", summary: "All accounts of the organisation.", tag: accounts}, a.listUsers)
	op(a, operation{id: "add-user", method: "POST", path: v1 + "/users", summary: "Add an account.", tag: accounts, status: http.StatusCreated}, a.addUser)
	op(a, operation{id: "read-user", method: "GET", path: v1 + "/users/{user}", summary: "One account.", tag: accounts}, a.readUser)
	op(a, operation{id: "change-user", method: "PUT", path: v1 + "/users/{user}", summary: "Change an account and its grants.", tag: accounts}, a.changeUser)
	op(a, operation{id: "remove-user", method: "DELETE", path: v1 + "/users/{user}", summary: "Remove an account; one with a history stays disabled.", tag: accounts}, a.removeUser)
	op(a, operation{id: "reset-password", method: "POST", path: v1 + "/users/{user}/password", summary: "Give an account a new password; its sessions end.", tag: accounts}, a.resetPassword)
	op(a, operation{id: "list-user-sessions", method: "GET", path: v1 + "/users/{user}/sessions", summary: "The live sessions of an account.", tag: accounts}, a.listUserSessions)
	op(a, operation{id: "end-user-sessions", method: "DELETE", path: v1 + "/users/{user}/sessions", summary: "End all sessions of an account.", tag: accounts}, a.endUserSessions)

	op(a, operation{id: "list-tokens", method: "GET", path: v1 + "/tokens", summary: "One's own API tokens.", tag: accounts}, a.listTokens)
	op(a, operation{id: "add-token", method: "POST", path: v1 + "/tokens", summary: "Make an API token; its secret is shown once.", tag: accounts, status: http.StatusCreated}, a.addToken)
	op(a, operation{id: "end-token", method: "DELETE", path: v1 + "/tokens/{token}", summary: "End one of one's own API tokens.", tag: accounts}, a.endToken)

	op(a, operation{id: "read-organisation", method: "GET", path: v1 + "/organisation", summary: "One's own organisation.", tag: instance}, a.readOrganisation)
	op(a, operation{id: "change-organisation", method: "PUT", path: v1 + "/organisation", summary: "Change one's own organisation.", tag: instance}, a.changeOrganisation)
	op(a, operation{id: "read-system", method: "GET", path: v1 + "/system", summary: "Version, database and state of the ledger.", tag: instance}, a.readSystem)
	raw(a, operation{id: "read-checkpoint", method: "GET", path: v1 + "/ledger/checkpoint", summary: "The newest signed checkpoint of the ledger.", tag: instance}, describeCheckpoint, a.readCheckpoint)
}
