#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""served.py: recorded answers, each as the board that it came from.

  served.py sources PORT ANSWERS...  write ./sources.yaml and ./served.json: each
                                     file below ANSWERS/KIND is a board at a
                                     host of its own
  served.py table URLS               write ./table, by what `sources list` says
  served.py check PROGRAM DB         the store has what `parse` reads of each"""
import json
import os
import re
import sqlite3
import subprocess
import sys

# Where answers of a kind are in folders that are not called after it.
FOLDERS = {'html_jsonld': 'page', 'html_microdata': 'page'}
BOARDS = ['greenhouse', 'lever', 'ashby', 'workday', 'smartrecruiters',
          'workable', 'recruitee', 'personio', 'teamtailor', 'breezy']
OTHERS = ['hn', 'remoteok', 'remotive', 'arbeitnow', 'jobicy', 'himalayas',
          'themuse', 'usajobs', 'rss', 'page']
FILES_MAX = 4  # of a folder: `parse` reads each in a process of its own
# What comes behind the first page.
BEHIND = {'smartrecruiters': '{"content":[]}', 'workday': '{"jobPostings":[]}',
          'lever': '[]', 'himalayas': '{"jobs":[]}', 'arbeitnow': '{"data":[]}',
          'themuse': '{"results":[]}',
          'usajobs': '{"SearchResult":{"SearchResultItems":[]}}'}


def answers(folders):
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            kind = FOLDERS.get(name, name)
            where = os.path.join(folder, name)
            if kind not in BOARDS + OTHERS:
                continue
            files = [f for f in sorted(os.listdir(where)) if not
                     f.endswith(('.expect', '.md', '.yml', '.js'))]
            for file in files[:FILES_MAX]:
                yield kind, os.path.join(where, file)


def copy_of(kind, path, n, at):
    """A copy that leads to nowhere but here."""
    with open(path, 'rb') as f:
        body = f.read()
    if kind == 'teamtailor':
        body = re.sub(rb'"next_url"\s*:\s*"[^"]*"\s*,?', b'', body)
    if kind == 'breezy':
        body = re.sub(rb'https?://[^/"]*', at.encode(), body)
    copy = os.path.abspath('answer%d' % n)
    with open(copy, 'wb') as f:
        f.write(body)
    return copy


def sources(port, folders):
    served = []
    with open('sources.yaml', 'w', encoding='utf-8') as out:
        for n, (kind, path) in enumerate(answers(folders), 1):
            at = 'http://127.0.%d.%d:%s' % (n // 250, n % 250 + 1, port)
            board = 'b.wd5/site' if kind == 'workday' else 'b'
            where = ('board: %s, base: "%s"' % (board, at) if kind in BOARDS
                     else 'url: "%s/x/y/z"' % at)
            out.write('- {kind: %s, name: s%d, %s, allow_private: true}\n' %
                      (kind, n, where))
            served.append({'name': 's%d' % n, 'kind': kind, 'path': path,
                           'copy': copy_of(kind, path, n, at),
                           'board': board if kind in BOARDS else ''})
    with open('served.json', 'w', encoding='utf-8') as out:
        json.dump(served, out)


def table(urls):
    with open('served.json', encoding='utf-8') as f:
        served = {s['name']: s for s in json.load(f)}
    with open(urls, encoding='utf-8') as f:
        for line in f.read().splitlines()[1:]:
            name, _, _, served[name]['url'] = line.split('\t')[:4]
    with open('table', 'w', encoding='utf-8') as out:
        for s in served.values():
            _, _, host, path = s['url'].split('/', 3)
            host = host.partition(':')[0]
            rule = '/%s\t200\t-\t%s\t?host=' + host + '%s\n'
            post = s['kind'] == 'workday'
            out.write(rule % (path, s['copy'],
                              '\t?body="offset":0,' if post else ''))
            if s['kind'] == 'hn':  # threads and comments that are not there
                out.write(rule % ('v0/*', '=null', ''))
                out.write(rule % ('api/*', '=null', ''))
            if s['kind'] in BEHIND:
                path = path if post else path.partition('?')[0] + '*'
                out.write(rule % (path, '=' + BEHIND[s['kind']], ''))
    with open('served.json', 'w', encoding='utf-8') as out:
        json.dump(list(served.values()), out)


FIELDS = ('title', 'url', 'company', 'date_posted')


def parsed(program, s):
    run = subprocess.run(
        [program, 'parse', '--kind', s['kind'], '--url', s['url'],
         s['copy']] + (['--board', s['board']] if s['board'] else []),
        capture_output=True, check=False)
    found = {}
    for line in run.stdout.splitlines():
        p = json.loads(line)
        found[p['id']] = [p[f] for f in FIELDS]
    return run.returncode, found


def stored(db, s):
    return {row[0]: list(row[1:]) for row in db.execute(
        'SELECT ext_id, title, url, company, date_posted FROM posting'
        ' WHERE source = (SELECT id FROM source WHERE name = ?)',
        [s['name']])}


def fault(s, code, wanted, got, verdict):
    """What is wrong with a source; '' for nothing."""
    good = ('ok', 'truncated') if wanted else ('empty', 'blocked',
                                               'parse-error')
    if wanted.keys() != got.keys():
        return 'ids: %s' % list(wanted.keys() ^ got.keys())[:5]
    for key, fields in wanted.items():
        # Without a name the board's slug is the employer.
        if not fields[2]:
            fields[2] = got[key][2]
        if fields != got[key]:
            return '%s: %s, not %s' % (key, got[key], fields)
    if verdict not in good or (code == 65) != (verdict in ('parse-error',
                                                           'blocked')):
        return 'verdict %s, parse ends with %d' % (verdict, code)
    return ''


def check(program, path):
    db = sqlite3.connect(path)
    with open('served.json', encoding='utf-8') as f:
        served = json.load(f)
    kinds, n_postings, bad = set(), 0, 0
    for s in served:
        code, wanted = parsed(program, s)
        got = stored(db, s)
        verdict = db.execute('SELECT verdict FROM source WHERE name = ?',
                             [s['name']]).fetchone()[0]
        why = fault(s, code, wanted, got, verdict)
        if why:
            bad += 1
            print(s['path'], why)
        if got:
            kinds.add(s['kind'])
        n_postings += len(got)
    for kind in set(BOARDS + OTHERS) - kinds:
        bad += 1
        print('nothing of the kind', kind)
    beyond = db.execute("SELECT count(*) FROM record WHERE url NOT LIKE"
                        " 'http://127.%'").fetchone()[0]
    print(len(served), 'answers of', len(kinds), 'kinds,', n_postings,
          'postings,', beyond, 'from elsewhere')
    return 1 if bad or beyond or not served else 0


what = {'sources': lambda: sources(sys.argv[2], sys.argv[3:]),
        'table': lambda: table(sys.argv[2]),
        'check': lambda: check(*sys.argv[2:4])}
sys.exit(what[sys.argv[1]]())
