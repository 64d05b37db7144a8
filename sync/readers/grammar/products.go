package grammar

import "runchecks/sync/readers/lexicon"

// longestProduct is how many bytes the longest of products has.
const longestProduct = 16

// products are the names of programs, systems and services that backups are made with, of or
// to. They are names wherever they stand, whatever language a report is written in, and whether
// they begin with a capital or not. Words that mean something else are none.
var products = lexicon.Listed("product_names")
