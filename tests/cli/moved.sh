# SPDX-License-Identifier: MIT
# After a change of the taxonomy `extract --all` tells which cells moved, and
# why.
. "$SOURCE/tests/cli/lib.sh"

mkdir one two
cat >one/roles.yaml <<'END'
- id: data-engineer
  name: Data engineer
  titles: ['data engineer']
- id: analyst
  name: Analyst
  titles: ['analyst']
END
cat >one/skills.yaml <<'END'
- {id: tools, name: Tools, kind: theme}
- {id: sql, name: SQL, kind: language, parent: tools, names: [sql]}
- {id: sprocket, name: Sprocket, kind: tool, parent: tools, names: [sprocket]}
END
sed 's/names: \[sql\]/names: [sql, structured queries]/' one/skills.yaml \
    >two/skills.yaml
sed "s/'analyst'/'analyst', 'reporter'/" one/roles.yaml >two/roles.yaml

python3 - >in.ndjson <<'END'
import json
words = ("We are a small house with a large garden and we look for somebody "
         "who likes both. The work is steady, the people are friendly, and "
         "the coffee is better than elsewhere. You will work with %s and with "
         "the people who know it well, every day of the week.")
for i, (title, skill) in enumerate([
        ("Data Engineer", "SQL"), ("Data Engineer", "structured queries"),
        ("Data Engineer", "Sprocket"), ("Reporter", "Sprocket"),
        ("Analyst", "Sprocket")]):
    print(json.dumps({"id": str(i), "title": title, "company": "E%d" % i,
                      "description": words % skill}))
END
unset SKILLTALLY_TAXONOMY
run 0 import in.ndjson --taxonomy one
silent out
run 0 extract --all --taxonomy one
silent out
run 0 extract --all --taxonomy two
grep -q warning err && fail "a warning of what is being done"
says out '^2 cells moved \(taxonomy [0-9a-f]+, rules [0-9]+; before: taxonomy'
says out '^ +analyst +sprocket +1 +2 +\+0 +\+1 +\+0$'
says out '^ +data-engineer +sql +1 +2 +\+1 +\+0 +\+0$'
run 0 extract --all --taxonomy two
silent out
# What is gone from the archive is gone from the store.
sed 3d in.ndjson >fewer.ndjson
rm -r "$XDG_DATA_HOME/skilltally/archive"
run 0 import fewer.ndjson --taxonomy two
run 0 extract --all --taxonomy two
says out '^ +data-engineer +sprocket +1 +0 +\+0 +\+0 +-1$'
