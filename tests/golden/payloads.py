#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""payloads.py SKILLTALLY PAYLOADS TABLE [--bless]: `skilltally parse` over every
recorded answer, counted, against the table that a person has read. Exit 77
without the answers."""
import json
import os
import subprocess
import sys

# Folder of the answers: kind, and the address that such an answer comes from.
KINDS = {
    'greenhouse': ('greenhouse', 'https://boards-api.greenhouse.io/v1/boards/b/jobs'),
    'lever': ('lever', 'https://api.lever.co/v0/postings/b'),
    'ashby': ('ashby', 'https://api.ashbyhq.com/posting-api/job-board/b'),
    'workday': ('workday', 'https://t.wd5.myworkdayjobs.com/wday/cxs/t/site/jobs'),
    'smartrecruiters': ('smartrecruiters', 'https://api.smartrecruiters.com/v1/companies/b/postings'),
    'workable': ('workable', 'https://apply.workable.com/api/v1/widget/accounts/b'),
    'recruitee': ('recruitee', 'https://b.recruitee.com/api/offers'),
    'personio': ('personio', 'https://b.jobs.personio.de/xml'),
    'teamtailor': ('teamtailor', 'https://b.teamtailor.com/jobs.json'),
    'hn': ('hn', 'https://hn.algolia.com/api/v1/items/1'),
    'remoteok': ('remoteok', 'https://remoteok.com/api'),
    'remotive': ('remotive', 'https://remotive.com/api/remote-jobs'),
    'arbeitnow': ('arbeitnow', 'https://www.arbeitnow.com/api/job-board-api'),
    'jobicy': ('jobicy', 'https://jobicy.com/api/v2/remote-jobs'),
    'himalayas': ('himalayas', 'https://himalayas.app/jobs/api'),
    'themuse': ('themuse', 'https://www.themuse.com/api/public/jobs'),
    'usajobs': ('usajobs', 'https://data.usajobs.gov/api/Search'),
    'rss': ('rss', 'https://feeds.example/jobs.rss'),
    'html_jsonld': ('page', 'https://jobs.example/job'),
    'html_listing': ('page', 'https://jobs.example/jobs'),
    'html_microdata': ('page', 'https://jobs.example/job'),
    'html_nojsonld': ('page', 'https://jobs.example/job'),
    'other_ats': ('breezy', 'https://b.breezy.hr/json'),
}
FIELDS = ('title', 'company', 'url', 'date_posted', 'locations', 'text_bytes',
          'salary', 'remote', 'truncated')




def row(program, kind, url, path, name):
    run = subprocess.run([program, 'parse', '--kind', kind, '--url', url,
                          '--board', 'b', path], capture_output=True)
    counts = [0] * len(FIELDS)
    lines = run.stdout.splitlines()
    for line in lines:
        posting = json.loads(line)
        for i, field in enumerate(FIELDS):
            counts[i] += bool(posting[field])
    words = '' if run.returncode == 0 else run.stderr.decode().strip()
    words = words.replace(path, 'FILE').replace('skilltally: ', '')
    return [kind, name, str(run.returncode), str(len(lines))] + \
        [str(c) for c in counts] + [words.splitlines()[0] if words else '']


def table(program, payloads):
    yield ['kind', 'file', 'exit', 'postings'] + list(FIELDS) + ['words']
    for folder in sorted(KINDS):
        kind, url = KINDS[folder]
        where = os.path.join(payloads, folder)
        for name in sorted(os.listdir(where)):
            if folder == 'other_ats' and not name.startswith('breezy'):
                continue
            if name.endswith(('.yml', '.md')):
                continue
            yield row(program, kind, url, os.path.join(where, name),
                      folder + '/' + name)


def main():
    program, payloads, path = sys.argv[1:4]
    if not os.path.isdir(payloads):
        print('skipped: there is no', payloads)
        return 77
    got = ''.join('\t'.join(r) + '\n' for r in table(program, payloads))
    if sys.argv[4:] == ['--bless']:
        with open(path, 'w', encoding='utf-8') as f:
            f.write(got)
        return 0
    with open(path, encoding='utf-8') as f:
        want = f.read()
    old, new = want.splitlines(), got.splitlines()
    for line in sorted(set(old) - set(new)):
        print('-', line)
    for line in sorted(set(new) - set(old)):
        print('+', line)
    return 0 if got == want else 1


sys.exit(main())
