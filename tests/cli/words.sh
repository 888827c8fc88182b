# SPDX-License-Identifier: MIT
# Help, versions, and what a wrong command line is told.
. "$SOURCE/tests/cli/lib.sh"

run 0 --help
says out '^Verbs:'
run 0 --version
says out '^skilltally [0-9]+\.[0-9]+\.[0-9]+$'
for verb in demo crawl import extract report compare study show status \
    sources taxonomy parse map robots schedule; do
    run 0 "$verb" --help
    says out "^usage: skilltally $verb "
    says out '^ +--home DIR'
    equal "$(awk 'length > 80' out | wc -l)" 0 "lines over 80 columns: $verb"
    silent err
done
run 64
says err '^Verbs:'
run 64 reprot
says err 'unknown verb "reprot"; did you mean "report"\?'
run 64 import --souce x file
says err 'did you mean --source'
run 64 import
says err 'import needs a FILE'
run 64 parse --kind nonsense x
says err 'the kinds are: .*greenhouse'
run 64 report --month 2026-13
says err 'month'
run 66 report
says err 'import|crawl'
one_line_error
run 66 status
one_line_error
run 66 extract
one_line_error
