#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How fast `skilltally map` is on texts that were made to make it slow.

usage: hostile_texts.py SKILLTALLY [TAXONOMY_DIR] [--least MB_PER_S] [--all]

Writes postings of 1 MB each (10 MB of one line among them) and measures the
processor time of `map` with one thread on each, less that of an empty run.
Shapes of text that parsers hate come first; then, for the patterns of the
taxonomy, sentences that begin to match over and over and never end, made from
the patterns themselves: all in one mixed text and, with --all, each in one of
its own (some minutes). Prints the slowest, and ends with 1 when one is slower
than MB_PER_S (1 by default).
"""
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile

try:
    from re import _parser as sre
except ImportError:
    import sre_parse as sre

MB = 1 << 20


def fill(piece, size=MB):
    return (piece * (size // max(1, len(piece)) + 1))[:size]


def shapes():
    rng = random.Random(1)
    noise = bytes(rng.randrange(256) for _ in range(MB))
    bad = bytes(b if rng.random() > .4 else rng.randrange(128, 256)
                for b in fill('Python and SQL. ').encode())
    head = 'Requirements:\nSQL\n'
    yield 'one line of 10 MB', fill('plain words of prose ', 10 * MB)
    yield 'one word', fill('a')
    yield 'one long name', fill('Python')
    yield 'a million <b>', fill('<b>')
    yield 'a million <b>x', fill('<b>x ')
    yield 'deep lists', '<ul><li>' * 60000 + 'SQL' + '</li></ul>' * 60000
    yield 'unclosed <', fill('<')
    yield 'unclosed tags', fill('<a href="')
    yield 'comments', fill('<!--')
    yield 'entities', '<p>' + fill('&amp;amp;')
    yield 'bad entities', '<p>' + fill('&#99999999;')
    yield 'binary', noise.decode('latin-1')
    yield 'binary in UTF-8', noise.decode('utf-8', 'replace')
    yield '40 % bad UTF-8', bad.decode('latin-1')
    yield 'mojibake', fill('donâ€™t caf\u00c3\u00a9 ')
    yield 'right to left', fill('\u202e\u200fSQL\u202c \u05d0\u05d1 ')
    yield 'combining', fill('e\u0301\u0301\u0301')
    yield 'only weak names', fill('Go R C Spark ')
    yield 'weak names in a list', fill('Go, R, C, Spark, Excel, ')
    yield 'weak names, slashes', fill('Go/R/C/')
    yield 'and and', fill('and ')
    yield 'and / and', fill('and / ')
    yield 'a million headings', fill(head)
    yield 'HTML headings', fill('<h2>About us</h2><p>x</p>')
    yield 'markdown', fill('**a _b_ `c` [d](')
    yield 'markdown stars', fill('*')
    yield 'markdown lists', fill('- # > 1. * ')
    yield 'brackets', fill('((((')
    yield 'dots', fill('. ')
    yield 'commas', fill('Ab,')
    yield 'glued words', fill('workNeed')
    yield 'colons', fill('a: ')
    yield 'quotes', fill('"')
    yield 'digits', fill('1,000,000 ')
    yield 'pay', fill('$100k - $200k per year or ')
    yield 'pay without end', fill('$1-')
    yield 'years', fill('5+ years to 7 or ')
    yield 'degrees', fill('BS/MS or PhD, ')
    yield 'remote', fill('remote hybrid 3 days in the office ')
    yield 'firms', fill('customers like Slack, Box and ')
    yield 'capitals', fill('Abc, ')
    yield 'ex-', fill('ex-')
    yield 'urls', fill('http://a.b/c?d=e ')
    yield 'C++', fill('C++ C# .NET ')
    yield 'tabs', fill('\t')
    yield 'newlines', fill('\n')
    yield 'bullets', fill('\u2022\n')
    yield 'places', fill('Berlin, Germany | ')


# --- texts from patterns ---------------------------------------------------

def one_char(items, rng):
    """A character of a set."""
    op, arg = items[0]
    if str(op) == 'NEGATE':
        return 'x'
    op, arg = rng.choice(items)
    if str(op) == 'LITERAL':
        return chr(arg)
    if str(op) == 'RANGE':
        return chr(rng.randint(arg[0], arg[1]))
    return {'CATEGORY_DIGIT': '7', 'CATEGORY_SPACE': ' '}.get(str(arg), 'w')


def sample(parsed, rng):
    """A text that parsed may match; looks around are passed over."""
    out = []
    for op, arg in parsed:
        name = str(op)
        if name == 'LITERAL':
            out.append(chr(arg))
        elif name == 'NOT_LITERAL' or name == 'ANY':
            out.append('x')
        elif name == 'IN':
            out.append(one_char(arg, rng))
        elif name == 'BRANCH':
            out.append(sample(rng.choice(arg[1]), rng))
        elif name == 'SUBPATTERN':
            out.append(sample(arg[-1], rng))
        elif name in ('MAX_REPEAT', 'MIN_REPEAT', 'POSSESSIVE_REPEAT'):
            low, high, inner = arg
            most = min(int(high), low + 3)
            for _ in range(rng.randint(low, most)):
                out.append(sample(inner, rng))
    return ''.join(out)


def patterns(path):
    for line in open(path):
        found = re.match(r"\s+- '(.*)'\s*$", line)
        if found and '\\' in found.group(1):
            yield found.group(1).replace("''", "'")


def killers(directory):
    """(pattern, text): beginnings of matches in a long sentence."""
    rng = random.Random(7)
    for name in ('skills.yaml', 'roles.yaml'):
        for pattern in patterns(os.path.join(directory, name)):
            plain = re.sub(r'\(\?-?i:', '(?:', pattern)
            try:
                parsed = sre.parse(plain)
            except re.error:
                continue
            pieces = []
            for _ in range(40):
                words = sample(parsed, rng).split()
                keep = rng.randint(1, max(1, len(words) - 1))
                pieces.append(' '.join(words[:keep]))
                pieces.append(rng.choice(('and', 'data', words[0], 'w')))
            yield pattern, re.sub(r'[.!?;\n]', ' ', ' '.join(pieces)) + ' '


# --- running -----------------------------------------------------------------

def cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(program, directory, text, where):
    path = os.path.join(where, 'in.jsonl')
    with open(path, 'w', encoding='utf-8', errors='replace') as f:
        f.write(json.dumps({'id': '1', 'title': 'Go engineer',
                            'company': 'Slack', 'description': text}) + '\n')
    start = cpu()
    subprocess.run([program, 'map', '--quiet', '--threads', '1', '--taxonomy',
                    directory, '-o', os.path.join(where, 'out'), path],
                   check=True, timeout=300)
    return cpu() - start


def main():
    args = sys.argv[1:]
    each = '--all' in args
    least = 1.0
    if '--least' in args:
        at = args.index('--least')
        least = float(args[at + 1])
        del args[at:at + 2]
    args = [a for a in args if a != '--all']
    here = os.path.dirname(os.path.abspath(__file__))
    program = args[0]
    directory = args[1] if len(args) > 1 else here + '/../../taxonomy'
    results = []
    with tempfile.TemporaryDirectory() as where:
        empty = min(run(program, directory, '', where) for _ in range(3))
        tries = list(shapes())
        made = list(killers(directory))
        tries.append(('all patterns, mixed',
                      fill(' '.join(text for _, text in made))))
        if each:
            tries += [(pattern, fill(text)) for pattern, text in made]
        for name, text in tries:
            took = run(program, directory, text, where) - empty
            size = len(text.encode('utf-8', 'replace')) / MB
            results.append((size / max(took, 1e-4), name))
    results.sort()
    for speed, name in results[:25]:
        print(f'{speed:8.2f} MB/s  {name[:150]}')
    slow = sum(speed < least for speed, _ in results)
    print(f'{len(results)} texts, {slow} slower than {least} MB/s')
    return 1 if slow else 0


if __name__ == '__main__':
    sys.exit(main())
