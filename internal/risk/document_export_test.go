package risk

// Vocabulary is what the schema knows, for the tests that draw documents.
var Vocabulary = vocabulary
