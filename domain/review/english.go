package review

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// sentence is a sentence of a language in its two numbers: of one, and of any other. Places
// are written {0}, or {0:format} for a number or a time (see formatted). The first number
// among the arguments decides which form it takes; a sentence without other has one form.
type sentence struct{ one, other string }

// english holds the sentence of each code. Whatever is counted is a phrase of its own, so
// that each count takes its own form.
var english = map[string]sentence{
	"text":       {one: "{0}"},
	"of":         {one: "{0} of {1}"},
	"unknown":    {one: "a decision of the kind {0}, which this program does not know"},
	"unreadable": {one: "a decision of the kind {0}, whose details cannot be read"},

	"jobs":      {"{0} job", "{0} jobs"},
	"runs":      {"{0} run", "{0} runs"},
	"waiting":   {"{0} waiting run", "{0} waiting runs"},
	"days":      {"{0} day", "{0} days"},
	"minutes":   {"{0} minute", "{0} minutes"},
	"copies":    {"{0} daily copy", "{0} daily copies"},
	"lines":     {"{0} line", "{0} lines"},
	"devices":   {"{0} device", "{0} devices"},
	"customers": {"{0} customer", "{0} customers"},
	"messages":  {"{0} message", "{0} messages"},
	"decisions": {"{0} decision", "{0} decisions"},
	"message":   {one: "message “{0}”"},

	"review.job":     {one: "{0} of {1} reviewed"},
	"review.jobs":    {one: "{0}, {1} reviewed"},
	"review.note":    {one: "{0}: “{1}”"},
	"unmark.job":     {one: "{0} of {1} unmarked"},
	"unmark.jobs":    {one: "{0}, {1} unmarked"},
	"success.run":    {one: "{0:minute} of {1} marked as success"},
	"success.job":    {one: "{0} of {1} marked as success"},
	"success.jobs":   {one: "{0}, {1} marked as success"},
	"success.reason": {one: "reason for {0:minute} of {1}: {2}"},

	"override.permanent": {one: "override for {0}, permanent"},
	"override.until":     {one: "override for {0}, until {1:moment}"},
	"rule.made":          {one: "override for {0} made"},
	"rule.changed":       {one: "override for {0} changed"},
	"rule.deleted":       {one: "override for {0} deleted"},
	"rule.on":            {one: "override for {0} switched on"},
	"rule.off":           {one: "override for {0} switched off"},
	"reach.product":      {one: "all jobs of {0}"},
	"reach.type":         {one: "all {0} jobs of {1}"},
	"reach.object":       {one: "{0} in {1}"},

	"approve":            {one: "{0} approved for {1}"},
	"definition.made":    {one: "reader definition {0} made"},
	"definition.changed": {one: "reader definition {0} changed"},
	"definition.removed": {one: "reader definition {0} removed"},
	"word.put":           {one: "the word “{0}” is {1}"},
	"word.removed":       {one: "the word “{0}” is no longer put into a class"},
	"join.runs":          {one: "{0} joined with {1}"},
	"join.reports":       {one: "reports joined with {0}"},
	"prose.learned":      {one: "{0} of {1} understood from now on"},
	"prose.forgotten":    {one: "{0} of {1} no longer understood"},

	"ticket.made":            {one: "ticket {0} made"},
	"ticket.made.reviewed":   {one: "ticket {0} made, {1} reviewed"},
	"ticket.linked":          {one: "ticket {0} linked to {1}"},
	"ticket.linked.reviewed": {one: "ticket {0} linked to {1}, {2} reviewed"},
	"ticket.unlinked":        {one: "ticket {0} taken off {1:minute} of {2}"},
	"ticket.changed":         {one: "ticket {0} changed"},
	"ticket.resolved":        {one: "ticket {0} resolved"},
	"ticket.reopened":        {one: "ticket {0} reopened"},
	"remark.made":            {one: "remark made: {0}"},
	"remark.made.reviewed":   {one: "remark made: {0}, {1} reviewed"},
	"remark.changed":         {one: "remark changed: {0}"},
	"remark.deleted":         {one: "remark deleted: {0}"},

	"accept.made":     {one: "accepted {0}, {1}"},
	"accept.jobs":     {one: "accepted {0}, {1}, {2}"},
	"accept.ended":    {one: "no longer accepted: {0}"},
	"accept.error":    {one: "“{0}” in {1}"},
	"accept.until":    {one: "until {0:or}"},
	"accept.ever":     {one: "for ever"},
	"accept.success":  {one: "it succeeds"},
	"accept.next":     {one: "the next run"},
	"accept.worse":    {one: "it gets worse"},
	"accept.object":   {one: "another object is affected"},
	"accept.date":     {one: "{0:date}"},
	"schedule.learn":  {one: "schedule of {0} is learned again"},
	"schedule.set":    {one: "schedule of {0} set: {1}"},
	"schedule.paused": {one: "schedule of {0} set: {1}, paused until {2:date}"},
	"silence":         {one: "silence of {0}: {1}"},
	"silence.profile": {one: "missed as the profile says"},
	"silence.never":   {one: "never missed for silence"},
	"silence.days":    {one: "missed after {0} without a run"},
	"later":           {one: "look at {0} again {1}"},
	"later.until":     {one: "at {0:minute}"},
	"later.next":      {one: "after the next run"},
	"later.now":       {one: "now"},
	"cause.named":     {one: "cause {0} named “{1}”"},
	"cause.unnamed":   {one: "name of the cause {0} taken away"},
	"cause.joined":    {one: "cause {0} joined with another one"},
	"cause.parted":    {one: "cause {0} stands by itself again"},
	"cause.out":       {one: "{0} taken out of the cause {1}"},
	"cause.in":        {one: "{0} put back into the cause {1}"},
	"archive.on":      {one: "{0} archived"},
	"archive.off":     {one: "{0} brought back from the archive"},

	"customer.added":         {one: "customer {0} added"},
	"customer.renamed":       {one: "customer {0} renamed to {1}"},
	"customer.inactive":      {one: "customer {0} made inactive"},
	"customer.active":        {one: "customer {0} made active"},
	"customer.changed":       {one: "customer {0} changed"},
	"customer.merged":        {one: "customer {0} merged into {1}, {2}"},
	"customers.added":        {one: "{0} added"},
	"customers.changed":      {one: "{0} changed"},
	"customers.both":         {one: "{0} added, {1} changed"},
	"delete.deleted":         {one: "{0} deleted from the inbox"},
	"delete.restored":        {one: "{0} restored to the inbox"},
	"link.device":            {one: "{0} linked to {1} of {2}"},
	"link.job":               {one: "{0} linked for {1}"},
	"link.devices":           {one: "{0} linked to {1}"},
	"link.devices.customers": {one: "{0} linked to {1}, {2} added"},
	"link.unlinked":          {one: "{0} unlinked"},
	"link.ignored":           {one: "{0} ignored"},
	"link.asked":             {one: "{0} asked about again"},
	"link.moved":             {one: "{0} belongs to {1}"},
	"link.moved.devices":     {one: "new customers of {0} confirmed"},
	"device-rules":           {one: "rules for devices changed"},

	"setting.night":           {one: "a night begins at {0:hour}, no longer at {1:hour}"},
	"setting.attempts":        {one: "the attempts of a night count by the {0} one"},
	"setting.silence":         {one: "a job without a schedule is {0}"},
	"setting.proxy":           {one: "web services are asked by the proxy {0}"},
	"setting.proxy.system":    {one: "web services are asked by the proxy of the system"},
	"setting.proxy.none":      {one: "web services are asked without a proxy"},
	"setting.sync":            {one: "accounts are synced every {0}"},
	"setting.reach":           {one: "the first sync of a folder reads the last {0}"},
	"setting.copies":          {one: "kept of the database: {0}"},
	"setting.language":        {one: "the language is {0} from the next start on"},
	"setting.language.system": {one: "the language is that of the system from the next start on"},
	"setting":                 {one: "setting {0} changed"},
	"sender.trusted":          {one: "sender checks of {0} trusted for the account {1}"},
	"sender.trusted.doubts":   {one: "sender checks of {0} trusted for the account {1}; {2} in doubt"},
	"sender.none":             {one: "senders of the account {0} are judged no more"},
	"sender.none.doubts":      {one: "senders of the account {0} are judged no more; {1} in doubt"},
	"sender.accepted":         {one: "new sender of {0} accepted ({1})"},

	"role.changed":          {one: "role changed from {0} to {1}"},
	"role.passphrase":       {one: "administrator passphrase {0}"},
	"account.added":         {one: "account {0} added: {1} at {2}"},
	"account.changed":       {one: "account {0} changed: {1:list}"},
	"account.password":      {one: "password given"},
	"account.secret":        {one: "password of account {0} entered"},
	"account.paused":        {one: "account {0} paused"},
	"account.resumed":       {one: "account {0} resumed"},
	"account.removed":       {one: "account {0} removed; its reports stay"},
	"account.removed.all":   {one: "account {0} removed with {1} and {2}"},
	"account.removed.some":  {one: "account {0} removed with {1} and {2}; {3} that somebody decided about stay"},
	"autotask.connected":    {one: "Autotask connected as {0}"},
	"autotask.disconnected": {one: "Autotask disconnected from {0}"},
	"autotask.ticket":       {one: "ticket {0} made in Autotask for {1}: {2}"},
	"autotask.defaults":     {one: "defaults of new tickets in Autotask changed"},
	"restore":               {one: "{0} replaced by {1}, {2} made since were taken over"},
	"restore.lost":          {one: "{0} replaced by {1}, {2} made since were taken over, {3} were not"},
	"restore.database":      {one: "database"},
	"restore.damaged":       {one: "damaged database"},
	"restore.new":           {one: "a new one"},
	"restore.copy":          {one: "the copy of {0:stamp}"},

	"undo":       {one: "undone: {0}"},
	"undo.files": {one: "undone: {0} (the file was changed since by other means, and stays)"},
	"redo":       {one: "made again: {0}"},
}

// Codes are those of every phrase, sorted: each language has a sentence for each.
func Codes() []string { return slices.Sorted(maps.Keys(english)) }

// English says a phrase in English, times in loc, for logs and for what programs read. The
// sentences for people, in each language, are those of ui/words.
func English(p Phrase, loc *time.Location) string {
	s, known := english[p.Code]
	if !known {
		return p.Code
	}
	text := s.one
	if s.other != "" && counted(p.Args) != 1 {
		text = s.other
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		place, after, _ := strings.Cut(rest, "}")
		number, format, _ := strings.Cut(place, ":")
		if n, err := strconv.Atoi(number); err == nil && n < len(p.Args) {
			b.WriteString(formatted(p.Args[n], format, loc))
		}
		text = after
	}
}

// counted is the first number among arguments.
func counted(args []Arg) int {
	for _, a := range args {
		if a.Number != nil {
			return *a.Number
		}
	}
	return 0
}

// layouts are the ways in which sentences give a time.
var layouts = map[string]string{
	"minute": "2 Jan 15:04", "moment": "2 Jan 2006 15:04", "date": "2 Jan 2006", "stamp": "2006-01-02 15:04 MST",
}

func formatted(a Arg, format string, loc *time.Location) string {
	switch {
	case a.Phrase != nil:
		return English(*a.Phrase, loc)
	case a.Number != nil && format == "hour":
		return fmt.Sprintf("%02d:00", *a.Number)
	case a.Number != nil:
		return strconv.Itoa(*a.Number)
	case !a.Time.IsZero():
		return a.Time.In(loc).Format(layouts[format])
	case format == "list", format == "or":
		parts := make([]string, len(a.List))
		for i, p := range a.List {
			parts[i] = English(p, loc)
		}
		return strings.Join(parts, map[string]string{"list": ", ", "or": " or "}[format])
	}
	return a.Text
}
