package reading

// FromHTML returns the page that an HTML mail makes within the limits.
func FromHTML(source string, l Limits) Page {
	return FromText(source)
}
