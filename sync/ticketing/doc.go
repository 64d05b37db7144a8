// Package ticketing makes tickets in the service desk of a profile. System is the port that every
// desk is behind (sync/autotask, sync/halopsa, sync/connectwise); Connection joins one with a profile:
// the login, which company a customer is, tickets made by hand and their state. It asks for permission
// and writes the journal where something is decided.
//
// Never two tickets: the reference of a creation is kept before anything is sent, a creation is sent
// once, and one whose answer was lost is looked up by its reference before another may follow.
// suite_test.go has the contract that every System passes.
//
// Not its own: the protocols, when to ask for the state of tickets, who may create one and what it
// is linked to (domain/review), and where the secret is kept.
package ticketing
