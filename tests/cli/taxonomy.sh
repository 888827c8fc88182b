# SPDX-License-Identifier: MIT
# Look at a taxonomy, check it, compare two, exchange with other lists.
. "$SOURCE/tests/cli/lib.sh"

run 0 taxonomy
says out '^python	Python	data-science	language$'
run 0 taxonomy list --kind certification
[ "$(grep -vc '	certification$' out)" = 1 ] || fail "other kinds are listed"
run 64 taxonomy list --kind skill
says err 'no kind "skill"'
run 64 taxonomy diff one
says err 'diff needs an OLD and a NEW'
run 64 taxonomy paint
says err 'unknown word "paint"'

run 0 taxonomy show spark
says out '^parent +distributed-computing$'
says out '^children +pyspark$'
says out '^groups +any-cluster-engine$'
says out '^weak +Spark$'
says out '^onet +Apache Spark$'
says out '^example .*\[.*[Ss]park.*\]'
says out "skills.yaml:[0-9]+$"
run 0 taxonomy show --json any-cloud
says out '"any_of":\["aws","azure","gcp"'
run 64 taxonomy show nothing

# The shipped taxonomy is without fault.
run 0 taxonomy check
says out '^ok: [0-9]+ concepts, [0-9]+ names, .* groups; version [0-9a-f]{16}$'
silent err

# A small one, as other tests of the verb want it.
mkdir old new
printf -- '- {id: cook, name: Cook}\n' >old/roles.yaml
cp old/roles.yaml new
cat >old/skills.yaml <<'END'
- {id: haskell, name: Haskell, kind: language, names: [haskell]}
- {id: maps, name: Maps, kind: tool, names: [street map]}
END
cat >new/skills.yaml <<'END'
- {id: haskell, name: Haskell, kind: language, names: [haskell, ghc]}
- {id: atlas, name: Atlas, kind: tool, names: [street map]}
END
run 0 taxonomy check old
says out '^ok: 2 concepts, 2 names, 0 patterns, 1 roles, 0 groups'
run 0 taxonomy diff old new
says out '^\+ atlas  \(Atlas\)$'
says out '^- maps  \(Maps\)$'
says out '^  haskell  names: \+ ghc$'
says out '^  maps  names: street map goes to atlas$'
says err '4 changes, version'
run 0 taxonomy diff --json old new
says out '"change":"moved","scope":"concept","id":"maps"'
run 0 taxonomy diff old old
silent out
run 66 taxonomy diff old nowhere

# Faults: what the loader refuses, and what only matching shows.
cat >new/skills.yaml <<'END'
- id: haskell
  name: Haskell
  kind: language
  names: [haskell]
- id: maps
  name: Maps
  kind: tool
  names: [data map]
  except: [data map]
  patterns: ['\bmap (\w+ ?)*[0-9]']
END
run 78 taxonomy check new
says err 'new/skills.yaml:8: name "data map" of maps is never found'
says err 'new/skills.yaml:10: pattern .* of maps takes more than [0-9]+ steps'
run 78 taxonomy check --json new
says out '"line":8,"fault":"name'
printf -- '- {id: any, name: Any, any_of: [haskell, mapz]}\n' >new/groups.yaml
run 78 taxonomy check new
one_line_error
says err 'new/groups.yaml:1: member "mapz" of group any is no concept'

# Out as CSV, in again elsewhere: nothing is new where all is known.
run 0 taxonomy export old
says out '^id,name,kind,parent,names,weak_names,esco,onet,wikidata.$'
says out '^haskell,Haskell,language,,haskell,,,,.$'
cp out all.csv
run 0 taxonomy import --taxonomy old all.csv
silent out
says err 'CSV: 0 concepts written, 2 known already'
printf 'name,kind\nGleam lang,language\nHaskell,language\n' >more.csv
run 0 taxonomy import --taxonomy old more.csv
says out '^- id: gleam-lang$'
says err '1 concepts written, 1 known already'
cat out >>old/skills.yaml
run 0 taxonomy check old
run 65 taxonomy import "$SOURCE/README.md"
run 66 taxonomy import nowhere.csv
run 0 taxonomy export --format json old
says out '"schema_version":1,"version":"[0-9a-f]{16}","concepts":\['
run 64 taxonomy export --format xml
