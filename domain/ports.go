package domain

import (
	"context"
	"time"
)

// Clock tells the time. The program uses SystemClock, tests a fixed one.
type Clock func() time.Time

// SystemClock is the computer's clock.
func SystemClock() time.Time { return time.Now() }

// Store is the cache. Read and Write are its only doors: fn sees one consistent
// state, and what it writes is kept whole or not at all. The Queries and Changes
// must not be used after fn returned. Errors carry CodeStorage, CodeNotFound or
// whatever fn returned.
type Store interface {
	Read(ctx context.Context, fn func(Queries) error) error
	// Write returns when what fn wrote outlives a power cut.
	Write(ctx context.Context, fn func(Changes) error) error
	// Refetchable is the same cache for what can be fetched or computed again: its Write
	// does not wait for the disk and refuses decisions with CodeInternal.
	Refetchable() Store
	// Flush returns when everything that was written so far outlives a power cut.
	Flush(ctx context.Context) error
	// Scratch is a copy of the cache, on which something is tried that must not change it;
	// close removes it.
	Scratch(ctx context.Context) (scratch Store, close func() error, err error)
	// Pack packs a message byte for byte for PutMessage. It takes longer than storing
	// what it returns, so it is no part of the transaction.
	Pack(raw []byte) Packed
}

// Packed is a message as the store keeps it.
type Packed []byte

// Queries reads the cache. Every list is one indexed query.
type Queries interface {
	// OpenJobs lists the active jobs of active customers with waiting runs, worst first.
	OpenJobs() ([]JobRow, error)
	// Jobs lists every job, by customer and name; Runs counts the waiting ones.
	Jobs() ([]JobRow, error)
	Job(id int64) (Job, error)
	JobByKey(key JobKey) (Job, error)
	// JoinedKeys lists the keys under which reports of a job are filed beside its own.
	JoinedKeys(job JobKey) ([]JobKey, error)
	// JoinedWith is the key of the job that another key leads to, "" where it leads to none.
	// Wherever a job is found by its key, the key may be one of those.
	JoinedWith(key JobKey) (JobKey, error)
	// AllRuns lists every run of a job, newest first.
	AllRuns(job int64) ([]RunRef, error)
	// SenderJobs lists the approved jobs of a sender, at most so many, by key, with the
	// subjects of their newest reports that a reader read, newest first, at most so many
	// each.
	SenderJobs(sender string, jobs, each int) ([]JobSubjects, error)
	// JobRuns lists a job's waiting runs, newest first, with reviewed ones if asked; limit 0 means 500.
	JobRuns(job int64, includeReviewed bool, limit int) ([]RunRow, error)
	// WaitingRuns lists the unreviewed runs of a job with an id of at most last (0: any), newest first.
	WaitingRuns(job, last int64) ([]RunRef, error)
	// RunIDs finds runs by their keys; those that are gone are left out.
	RunIDs(keys []string) ([]int64, error)
	// ReviewedRuns lists the reviewed runs of a job, objects left out; with decision set only those that it reviewed.
	ReviewedRuns(job int64, decision DecisionID) ([]Run, error)
	// RunsReviewedBy lists the ids of the runs that a decision reviewed.
	RunsReviewedBy(decision DecisionID) ([]int64, error)
	// LastReview returns the newest decision that reviewed a run of job, "" if there is none.
	LastReview(job int64) (DecisionID, error)
	Run(id int64) (Run, error)
	RunByKey(key RunKey) (Run, error)
	// SameRun finds a believed run of the job with this fingerprint: the same report come twice.
	SameRun(job int64, fingerprint string) (bool, error)
	Details(run int64) (Details, error)
	// RealRuns visits job, id and time of every run that schedules are learned from
	// (reports about a run, never Missed or offline ones) since a time, by job and
	// time; job 0 is every active job.
	RealRuns(job int64, since time.Time, visit func(job int64, at time.Time)) error
	// MissedRuns lists the synthetic runs of a job's schedule since a time, oldest first,
	// but for those of a silence.
	MissedRuns(job int64, since time.Time) ([]RunRef, error)
	// SilenceRuns lists the Missed runs of silences, by job.
	SilenceRuns() (map[int64][]SilenceRun, error)
	// LastRuns says when each job that is not pending ran and succeeded last.
	LastRuns() (map[int64]LastRun, error)
	// DayRuns lists the runs of a time span, To not included, newest first.
	DayRuns(from, to time.Time) ([]DayRun, error)
	// Attempts lists the earlier attempts that a run ended, newest first.
	Attempts(run int64) ([]RunRef, error)
	// EarlierAttempts lists every run that was tried again.
	EarlierAttempts() ([]EarlierAttempt, error)
	// RunsIn lists the runs of a job in a time span, To not included, with their objects,
	// oldest first.
	RunsIn(job int64, from, to time.Time) ([]Run, error)
	// AttemptJudge is the setting of the profile, or its default.
	AttemptJudge() (AttemptJudge, error)
	// WaitingProblems visits the unreviewed runs that are not a plain success, with what
	// judging them needs: id, key, job, time, status, error, effective status, mark, last attempt, and
	// of the objects those that are not good.
	WaitingProblems(f ProblemFilter, visit func(Run, Job) error) error
	// ProblemRuns visits runs that are not a plain success, newest first, with objects.
	ProblemRuns(f ProblemFilter, visit func(Run, Job) error) error

	// SenderHabit lists what came of checking the senders of a job's newest believed
	// reports, SenderSince of the job and no other bound heeded, newest first.
	SenderHabit(job int64, limit int) ([]SenderCheck, error)
	// DoubtedRuns lists the unreviewed runs of a job whose reports are not believed, oldest
	// first, objects left out.
	DoubtedRuns(job int64) ([]Run, error)
	// SenderRuns visits the runs of the mails of an account whose headers were looked at,
	// oldest first.
	SenderRuns(account int64, visit func(SenderRun) error) error
	// ServersSeen says which servers answer on top of the newest mails of an account.
	ServersSeen(account int64, limit int) ([]ServerSeen, error)

	Message(id int64) (Message, error)
	// MessageByKey returns CodeNotFound where no message has the key.
	MessageByKey(key string) (Message, error)
	RawMessage(id int64) ([]byte, error)
	// MissingMessages lists the notes of mails of a folder that the server listed and did
	// not give, newest first, but for those that were deleted from the inbox.
	MissingMessages(account int64, folder string, limit int) ([]Message, error)
	// MessageRuns lists the runs that were read from a message, with their objects.
	MessageRuns(message int64) ([]Run, error)
	// Messages lists messages, newest first.
	Messages(f MessageFilter) ([]Message, error)
	// MessageIDs lists every message in the order in which they were stored; with
	// readers set only those last read with another set of readers.
	MessageIDs(readers string) ([]int64, error)
	// DeletedMessages lists what was deleted from the inbox, newest first.
	DeletedMessages(limit int) ([]InboxRow, error)
	// JobMessages lists the messages that a job's runs were read from.
	JobMessages(job int64) ([]int64, error)
	// StaleMessages counts the messages last read with another set of readers.
	StaleMessages(readers string) (int, error)
	// LearnedProse lists the prose that is understood for a sender, "" for every sender.
	LearnedProse(sender string) ([]Learned, error)
	// AcceptedMails lists the mails of a sender, newest first, which the generic reader read
	// as undecided beside a success, or as a success, and whose run a person marked as one.
	AcceptedMails(sender string, limit int) ([]AcceptedMail, error)
	// SenderMessages lists the messages that the runs of a sender's jobs were read from.
	SenderMessages(sender string) ([]Message, error)
	// UndecidedWords counts the evidence of the newest so many undecided runs, by sender,
	// most frequent first.
	UndecidedWords(runs int) ([]UndecidedWords, error)
	// ReaderUse says how much each reader read, by its name.
	ReaderUse() (map[string]ReaderUse, error)
	// Inbox lists messages without an approved job, unmatched ones first, newest first.
	Inbox(limit int) ([]InboxRow, error)
	// InboxCount counts what the inbox asks for: pending jobs and messages about no
	// job; unmatched are those of them that nobody understood.
	InboxCount() (waiting, unmatched int, err error)
	// Approvals counts the jobs that wait for approval in the inbox and their runs.
	Approvals() (Approvals, error)
	// ReviewedIn counts the runs that people reviewed in a time span, To not included, by
	// whatever decision, and have not been returned since. A run that came reviewed, as
	// history or by an acceptance, is none of them.
	ReviewedIn(from, to time.Time) (ReviewCount, error)

	Customers() ([]Customer, error)
	// CustomerByName finds a customer by a name that Fold makes the same.
	CustomerByName(name string) (Customer, error)
	// CustomerJobs counts the jobs of each customer that are not archived, by id.
	CustomerJobs() (map[int64]int, error)
	// Schedules lists the schedules set by hand, by job.
	Schedules() (map[int64]Schedule, error)
	// Coverage says, by active job, which time complete syncs have covered of the account
	// that its newest mail, or the device linked to it, came by.
	Coverage() (map[int64]Coverage, error)
	Overrides() ([]Override, error)
	Override(key DecisionID) (Override, error)
	// Tickets lists tickets, open ones first, newest first.
	Tickets() ([]Ticket, error)
	Ticket(key DecisionID) (Ticket, error)
	// TicketByCode finds a ticket whatever the case of its code.
	TicketByCode(code string) (Ticket, error)
	// OpenTickets lists those that new runs may be linked to.
	OpenTickets() ([]Ticket, error)
	// TicketRuns lists the runs linked to a ticket, newest first.
	TicketRuns(key DecisionID, limit int) ([]LinkedRun, error)
	// TicketLinks says of runs what is known of their links to a ticket, those that were
	// taken off, too; a run without any is left out. nil is every run.
	TicketLinks(key DecisionID, runs []int64) ([]TicketLink, error)
	// RunTickets and RunRemarks list what is linked to a run.
	RunTickets(run int64) ([]Ticket, error)
	RunRemarks(run int64) ([]Remark, error)
	// Remarks lists remarks, newest first.
	Remarks() ([]Remark, error)
	Remark(key DecisionID) (Remark, error)
	RemarkRuns(key DecisionID, limit int) ([]LinkedRun, error)
	// Acceptances lists acceptances, active ones first, newest first.
	Acceptances() ([]Acceptance, error)
	ActiveAcceptances() ([]Acceptance, error)
	Acceptance(key DecisionID) (Acceptance, error)

	// Decision finds a journal entry.
	Decision(id DecisionID) (Decision, error)
	// NewestDecision is the newest journal entry, CodeNotFound in an empty journal.
	NewestDecision() (Decision, error)
	// JournalHead is what is known of the journal outside of its entries.
	JournalHead() (JournalHead, error)
	// Projections visits what the decisions of the journal made, by table and key.
	Projections(visit func(ProjectionRow) error) error
	// SchemaFaults names what differs in the layout of the cache from how the program makes
	// it: a trigger that keeps the journal from being changed, for one.
	SchemaFaults() ([]string, error)
	// WalkJournal visits the whole journal, oldest first, without what reversed an entry.
	WalkJournal(visit func(Decision) error) error
	// Since visits the entries newer than id, oldest first.
	Since(id DecisionID, visit func(Decision) error) error
	// RulesChanged reports whether an override was made, changed or undone after id.
	RulesChanged(id DecisionID) (bool, error)
	// ProblemIDs returns those of the runs that are not a plain success.
	ProblemIDs(runs []int64) ([]int64, error)
	// JobRecipients says to which address the newest message of each active job was sent.
	JobRecipients() (map[int64]string, error)
	// SearchJournal lists decisions, newest first.
	SearchJournal(f JournalFilter) ([]Decision, error)
	// Journal lists decisions, newest first; an empty actor means everybody's.
	Journal(actor string, limit int) ([]Decision, error)
	// LastUndoable returns the actor's newest decision that can be undone and is not.
	LastUndoable(actor string) (Decision, error)
	// LastRedoable returns the actor's newest undo that stands, where they decided nothing
	// else since.
	LastRedoable(actor string) (Decision, error)

	// Devices lists every device, by customer and name.
	Devices() ([]Device, error)
	DeviceByKey(key DeviceKey) (Device, error)
	// DevicesOf lists the devices of an account from one source.
	DevicesOf(account int64, source Source) ([]Device, error)
	// JobDevices lists the devices linked to a job.
	JobDevices(job int64) ([]Device, error)
	// DeviceRaw is what the service said last about a device.
	DeviceRaw(id int64) ([]byte, error)
	// FreshDevices lists the linked devices whose newest state made no run yet.
	FreshDevices() ([]Device, error)
	// DeviceCounts counts the devices that ask for a decision: unlinked and not gone, and moved.
	DeviceCounts() (unlinked, moved int, err error)
	// Gaps lists the times in which runs of a device (0: of any) may be unseen, oldest first.
	Gaps(device int64) ([]Gap, error)
	// Summary is what stands in place of a run's message; CodeNotFound where there is none.
	Summary(run int64) (StoredSummary, error)
	// WantedTexts lists the newest runs that error texts are to be fetched for.
	WantedTexts(limit int) ([]int64, error)
	// WaitingDeviceRuns lists the runs of devices that nobody reviewed, hidden ones too.
	WaitingDeviceRuns() ([]int64, error)
	// SourceRuns lists the runs of a job from one source in a time span, To not included, oldest first.
	SourceRuns(job int64, source Source, from, to time.Time) ([]DayRun, error)

	Accounts() ([]Account, error)
	// Brought counts what came by an account.
	Brought(account int64) (Brought, error)
	// SyncLog lists the last syncs of an account, newest first; limit 0 means all.
	SyncLog(account int64, limit int) ([]SyncEntry, error)
	AccountByName(name string) (Account, error)
	Folder(account int64, name string) (Folder, error)
	// Moves lists mails that wait to be moved to the account's folder for them, by UID.
	Moves(account int64, folder string, uidValidity uint32, limit int) ([]uint32, error)
	// Setting is CodeNotFound where there is none.
	Setting(key string) (string, error)
	// SealedSecret is the sealed secret of an account; CodeNotFound where none is kept here.
	SealedSecret(account string) ([]byte, error)
}

// ProblemFilter narrows ProblemRuns.
type ProblemFilter struct {
	Since   time.Time
	Job     JobKey // empty: every job
	Product string // empty: every product; folded comparison
	Type    string // empty: every type; folded comparison
}

// Changes writes the cache.
type Changes interface {
	Queries

	// PutCustomer adds a customer, or returns the one that has this name in any case of ASCII
	// letters. It does not fold the name as CustomerByName does, so that a journal gives the
	// customers that it gave before.
	PutCustomer(name string) (Customer, error)
	// SetCustomer changes a customer, found by its id.
	SetCustomer(Customer) error
	// DeleteCustomer removes a customer that nothing belongs to any more; any other
	// gives CodeConflict.
	DeleteCustomer(id int64) error
	// SetSince records when a job came back from the archive.
	SetSince(job int64, since time.Time) error
	// SetSilence records after how many days of silence a job is Missed, see Job.Silence.
	SetSilence(job int64, days int) error
	PutSchedule(job int64, s *Schedule) error // nil: none set by hand
	// SetDeleted deletes messages from the inbox, or restores them with a zero time.
	SetDeleted(messages []int64, at time.Time) error
	PutJob(Job) (Job, error) // by key; an existing job is returned as it is
	SetJob(id int64, state JobState, customer int64) error
	// SetJoined makes a key lead to a job, given by its own key; "" parts it.
	SetJoined(key, job JobKey) error
	// SetRunJob moves a run to another job. A rebuild finds it where it was.
	SetRunJob(run, job int64) error
	PutMessage(m Message, raw Packed) (int64, error)
	// DeleteMissing removes the note with a MissingKey, if there is one.
	DeleteMissing(key string) error
	// SetReading records how a stored message was read again: Reader, Readers, State and
	// Reason of m, and where Auth is set Auth, From, Subject and Date too.
	SetReading(m Message) error
	// SetRun replaces what a stored run says, by its id; key, message, review, marks and
	// what is known of the sender stay.
	SetRun(run Run, fingerprint string) error
	// DeleteRun removes a run that nobody decided about; any other gives CodeConflict.
	DeleteRun(id int64) error
	// DeleteEmptyJob removes a pending job without runs; any other stays.
	DeleteEmptyJob(id int64) error
	// PutRun stores a run with its objects; an existing key gives CodeConflict.
	PutRun(run Run, fingerprint string) (int64, error)
	SetReview(runs []int64, review *Review) error
	SetSuccessMark(run int64, decision DecisionID, reason *string) error
	SetEffective(runs []int64, e Effective) error
	// SetSender records what is known of the sender of a run's report; born says that the
	// doubt is no decision.
	SetSender(run int64, s Sender, born bool) error
	// SetSenderSince records from when on reports count for what is usual of a job's sender.
	SetSenderSince(job int64, since time.Time) error
	// SetNote records what people should know about a run, such as "arrived late".
	SetNote(run int64, note string) error
	PutOverride(Override) error // by key: made or replaced
	DeleteOverride(key DecisionID) error
	PutTicket(Ticket) error // by key: made or replaced, with its scopes
	DeleteTicket(key DecisionID) error
	// PutAutotask keeps what Autotask says about one of its tickets; without newer only
	// where nothing is known yet.
	PutAutotask(a AutotaskTicket, newer bool) error
	// LinkTicket links runs to a ticket, where no such link is known: what a person took
	// off stays off.
	LinkTicket(key DecisionID, links []TicketLink) error
	// PutTicketLinks makes links what they say, in place of what is known of them.
	PutTicketLinks(key DecisionID, links []TicketLink) error
	// UnlinkDecision removes the links of a ticket that a decision made.
	UnlinkDecision(key, decision DecisionID) error
	PutRemark(Remark) error
	DeleteRemark(key DecisionID) error
	LinkRemark(key DecisionID, runs []int64) error
	PutAcceptance(Acceptance) error
	DeleteAcceptance(key DecisionID) error
	PutProse([]Learned) error    // by sender and key: made or replaced
	DeleteProse([]Learned) error // what is not there is passed over
	// ResetDecisions puts every projection of the journal back to what the cache was
	// without a decision; what runs and messages say stays.
	ResetDecisions() error
	AppendDecision(Decision) error

	// PutDevice stores what a service says about a device, by its key; what was decided
	// about it stays. An unchanged Raw may be nil.
	PutDevice(d Device, raw []byte) (int64, error)
	// SetDevice records what was decided about a device: State, Job, LinkedOwner, LinkedAt.
	SetDevice(Device) error
	// SetDevicesGone records since when devices are told of no longer; a zero time: they are again.
	SetDevicesGone(ids []int64, since time.Time) error
	// SetImported records that the newest state of a device was made a run.
	SetImported(device int64, print string) error
	PutGap(Gap) error
	DeleteGap(device int64, from time.Time) error
	// PutSummary keeps what stands in place of a run's message; a nil Raw leaves that which is there.
	PutSummary(run int64, s StoredSummary) error
	// SetHidden records which success hides runs, by their ids; 0 shows a run again.
	SetHidden(by map[int64]int64) error
	// SetAttempts records the last attempts of runs, by their ids; 0 makes a run of its own.
	// Reading a run again, or removing it, parts the attempts that it belongs to.
	SetAttempts(last map[int64]int64) error

	PutAccount(Account) (int64, error) // by name: made or replaced, health and pause left alone
	SetPaused(account int64, since time.Time) error
	// DeleteAccount forgets an account; its messages and runs stay.
	DeleteAccount(id int64) error
	// DeleteBrought removes the messages and runs that came by an account and what
	// belongs to them, but for those that Brought counts as kept.
	DeleteBrought(account int64) error
	// PutSync keeps an entry of the log, made or replaced by its ID, and drops all but
	// the newest SyncLogLength of its account.
	PutSync(SyncEntry) error
	SetHealth(account int64, h Health) error
	// PutFolder is CodeNotFound where the account was removed.
	PutFolder(Folder) error
	// DeleteFolders forgets how far an account has been fetched: it is another mailbox now.
	DeleteFolders(account int64) error
	// PutMove records that a mail is to be moved, in the transaction that stores it.
	PutMove(account int64, folder string, uidValidity, uid uint32) error
	// DeleteMoves drops the mails up to a UID, which were moved.
	DeleteMoves(account int64, folder string, uidValidity, upTo uint32) error
	// PutSetting stores a setting; an empty value removes it.
	PutSetting(key, value string) error
	// PutSealedSecret keeps a secret that was sealed under a key which is not in the
	// cache, by the account's name: made or replaced.
	PutSealedSecret(account string, sealed []byte) error
	DeleteSealedSecret(account string) error
}

// Secrets keeps passwords outside the database, or sealed. Calls with a context may wait
// for a person (an unlock prompt), so they are never made on the interface thread. An error with
// CodeSecret says why there is no secret and what to do.
type Secrets interface {
	Get(ctx context.Context, account Account) (string, error)
	// Set keeps a secret in place of the one before. Where the keychain does not take it
	// this process keeps it, and SessionOnly says why.
	Set(ctx context.Context, account Account, secret string) error
	Delete(ctx context.Context, account Account) error
	// SessionOnly says why the secret that Set was given is gone with this process; nil
	// where it is not. It waits for nothing.
	SessionOnly(account Account) error
	// Hold keeps a secret for this process alone, before any that is stored. It waits for
	// nothing.
	Hold(account Account, secret string)
}
