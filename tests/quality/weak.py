#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Print accepted mentions of weak names, to be judged by eye.

usage: skilltally map --with-text --emit postings -o OUT POSTINGS...
       weak.py SKILLS_YAML OUT [N [NAME...]]

Each weak name of SKILLS_YAML ("Go", "R", "Excel") is followed by the number of
its mentions in OUT and of postings that hold them, and by N of the mentions (50
where N is not given), one a posting, chosen at random but always alike. The
judgements are in docs/quality.md.
"""
import collections
import json
import random
import re
import sys

LEFT, RIGHT = 60, 40


def weak_names(path):
    """(concept, name) pairs. The file writes lists in one way only:
    "  weak: [A, 'B c', D]", wrapped over lines or not."""
    text = open(path, encoding='utf-8').read()
    out = []
    for block in re.split(r'^- id: ', text, flags=re.M)[1:]:
        concept = block.split('\n', 1)[0].strip()
        found = re.search(r'^  weak: \[(.*?)\]', block, flags=re.M | re.S)
        if not found:
            continue
        for name in re.findall(r"'((?:[^']|'')*)'|([^,\s][^,]*)",
                               found.group(1)):
            out.append((concept, name[0].replace("''", "'") or
                        name[1].strip()))
    return out


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    wanted = int(sys.argv[3]) if len(sys.argv) > 3 else 50
    only = set(sys.argv[4:])
    names = [n for n in weak_names(sys.argv[1]) if not only or n[1] in only]
    keys = set(names)
    hits = collections.defaultdict(list)
    with open(sys.argv[2], encoding='utf-8') as f:
        for line in f:
            p = json.loads(line)
            text = p.get('text', '').encode()
            for s in p['skills']:
                for m in s['mentions']:
                    if (s['id'], m['text']) in keys:
                        a, b = m['start'], m['end']
                        around = (text[max(0, a - LEFT):a] + b'[[' + text[a:b] +
                                  b']]' + text[b:b + RIGHT])
                        hits[s['id'], m['text']].append(
                            (p['id'], around.decode('utf-8', 'replace')
                             .replace('\n', ' / ')))
    for key in names:
        all_of = hits[key]
        first = dict(reversed(all_of))
        print(f'## {key[0]}\t{key[1]}\t{len(all_of)} mentions\t'
              f'{len(first)} postings')
        random.seed(1)
        chosen = random.sample(sorted(first), min(wanted, len(first)))
        for posting in chosen:
            print(first[posting])


if __name__ == '__main__':
    main()
