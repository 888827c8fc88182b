#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""List what postings name and the taxonomy does not know.

usage: skilltally map --with-text -o OUT POSTINGS...
       unmatched.py [--all] [--language L] [--phrases] [--top N] OUT...

A term is a capitalised word, or two or three of them in a row, that lies in no
mention (with --phrases: two or three words of any case). Only terms beside a
mention count, because that is where skills stand; terms that are mostly written
small are left out (not with --phrases), and so is the employer's own name. One
line a term: postings, employers, share of its places that are beside a mention,
term. Postings without a role are left out, but for --all; --language takes
those of one language only.
"""
import argparse
import collections
import json
import re

WORD = re.compile(r"[^\W_][\w+#]*(?:[./&'’-][\w+#]+)*")
BESIDE = 50  # characters between a term and a mention


def mentions(posting):
    """(start, end) in characters; the record has bytes."""
    text = posting['text']
    out = sorted((m['start'], m['end'])
                 for s in posting['skills'] for m in s['mentions'])
    if text.isascii():
        return out
    at = [0] * (len(text.encode()) + 1)
    byte = 0
    for i, c in enumerate(text):
        at[byte] = i
        byte += len(c.encode())
    at[byte] = len(text)
    return [(at[a], at[b]) for a, b in out]


def free_words(text, spans):
    """(start, end, word, beside) of the words outside of spans."""
    k = 0
    for m in WORD.finditer(text):
        while k < len(spans) and spans[k][1] <= m.start():
            k += 1
        if k < len(spans) and spans[k][0] < m.end():
            continue
        near = [s for s in spans[max(0, k - 1):k + 1]
                if s[0] - m.end() < BESIDE and m.start() - s[1] < BESIDE]
        line = text[min([m.start()] + [s[0] for s in near]):
                    max([m.end()] + [s[1] for s in near])]
        yield m.start(), m.end(), m.group(), bool(near) and '\n' not in line


def runs(text, spans, wanted):
    """Rows of one to three words with one space between them."""
    row = []
    for start, end, word, beside in free_words(text, spans):
        joined = row and start == row[-1][1] + 1 and text[start - 1] == ' '
        if not wanted(word):
            row = []
            continue
        row = (row if joined else [])[-2:] + [(start, end, word, beside)]
        for n in range(len(row)):
            part = row[n:]
            yield (' '.join(w[2] for w in part), any(w[3] for w in part),
                   len(part))


def capital(word):
    return any(c.isupper() for c in word)


def main():
    args = argparse.ArgumentParser(usage=__doc__)
    args.add_argument('--all', action='store_true')
    args.add_argument('--phrases', action='store_true')
    args.add_argument('--language')
    args.add_argument('--top', type=int, default=600)
    args.add_argument('out', nargs='+')
    a = args.parse_args()
    places, beside = collections.Counter(), collections.Counter()
    postings, small = collections.Counter(), collections.Counter()
    employers = collections.defaultdict(set)
    for path in a.out:
        for line in open(path, encoding='utf-8'):
            p = json.loads(line)
            if not a.all and not p['role'] or \
                    a.language and p['language'] != a.language:
                continue
            text = p['text']
            own = (p['company'] or '').lower()
            here = set()
            wanted = (lambda w: True) if a.phrases else capital
            for m in WORD.finditer(text):
                if m.group().islower():
                    small[m.group()] += 1
            for term, near, n in runs(text, mentions(p), wanted):
                if a.phrases and n == 1 or own and term.lower() in own:
                    continue
                places[term] += 1
                if near:
                    beside[term] += 1
                    here.add(term)
            for term in here:
                postings[term] += 1
                employers[term].add(own or str(p['id']))
    def listed(term):
        return len(employers[term]) > 2 and \
            (a.phrases or small[term.lower()] < places[term])
    order = sorted((t for t in postings if listed(t)),
                   key=lambda t: (-postings[t], t))
    for term in order[:a.top]:
        print(f'{postings[term]}\t{len(employers[term])}\t'
              f'{beside[term] / places[term]:.2f}\t{term}')


if __name__ == '__main__':
    main()
