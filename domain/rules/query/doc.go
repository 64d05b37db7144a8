// Package query is the language of the search field: words, phrases and keys such as
// status:failed or -customer:braam. It takes a text apart and says what of it nobody
// understands; no text is an error, and what is being typed is a query too. It knows
// neither rows nor the index that answers it.
package query
