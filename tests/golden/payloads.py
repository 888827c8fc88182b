#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""payloads.py SKILLTALLY PAYLOADS TABLE [--bless]: `skilltally parse` over every
recorded answer, counted, against the table that a person has read. Exit 77
without the answers."""
import json
import os
import subprocess
import sys
import tempfile

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
    'sitemap': ('sitemap', 'https://jobs.example/sitemap.xml'),
    'robots': ('sitemap', 'https://jobs.example/robots.txt'),
    'html_jsonld': ('page', 'https://jobs.example/job'),
    'html_listing': ('page', 'https://jobs.example/jobs'),
    'html_microdata': ('page', 'https://jobs.example/job'),
    'html_nojsonld': ('page', 'https://jobs.example/job'),
    'posts': ('page', 'https://jobs.example/job'),
    'schemaorg_json': ('page', 'https://jobs.example/job'),
    'adzuna': ('adzuna', 'https://api.adzuna.com/v1/api/jobs/gb/search/1'),
    'reed': ('reed', 'https://www.reed.co.uk/api/1.0/jobs/1'),
    'other_ats': (None, 'https://jobs.example/api/v1/c/acme/jobs'),
    'slugs': ('ndjson', 'https://jobs.example/list'),
}
# Of files that begin so, when their folder has several kinds.
PREFIXES = ('breezy', 'pinpoint', 'bamboohr', 'comeet', 'jibe', 'manatal',
            'oracle', 'rippling', 'successfactors', 'eightfold', 'amazon',
            'workingnomads', 'justjoinit', 'nofluffjobs', 'solidjobs', 'torre',
            'v2ex', 'eleduck', 'uber')
FIELDS = ('title', 'company', 'url', 'date_posted', 'locations', 'text_bytes',
          'salary', 'remote', 'truncated')



def kind_of(folder, name):
    kind = KINDS[folder][0]
    if name.endswith('.jsonl.gz'):
        return 'ndjson'
    if kind is None:
        kind = next((p for p in PREFIXES if name.startswith(p)), 'page')
    return kind


def row(program, sources, kind, url, path, name):
    run = subprocess.run([program, 'parse', '--kind', kind, '--url', url,
                          '--board', 'b', '--sources', sources, path],
                         capture_output=True)
    counts = [0] * len(FIELDS)
    lines = run.stdout.splitlines()
    for line in lines:
        posting = json.loads(line)
        for i, field in enumerate(FIELDS):
            counts[i] += bool(posting[field])
    words = run.stderr.decode().strip()
    words = words.replace(path, 'FILE').replace('skilltally: ', '')
    if not words and not lines:
        words = 'holds no posting'
    return [kind, name, str(run.returncode), str(len(lines))] + \
        [str(c) for c in counts] + [words.splitlines()[0] if words else '']


def table(program, sources, payloads):
    yield ['kind', 'file', 'exit', 'postings'] + list(FIELDS) + ['words']
    for folder in sorted(os.listdir(payloads)):
        where = os.path.join(payloads, folder)
        if not os.path.isdir(where):
            continue
        for name in sorted(os.listdir(where)):
            yield row(program, sources, kind_of(folder, name), KINDS[folder][1],
                      os.path.join(where, name), folder + '/' + name)


def main():
    program, payloads, path = sys.argv[1:4]
    if not os.path.isdir(payloads):
        print('skipped: there is no', payloads)
        return 77
    here = os.path.dirname(path)
    with tempfile.NamedTemporaryFile('w', suffix='.yaml') as sources:
        for name in (os.path.join(here, '../../crawler/presets.yaml'),
                     os.path.join(here, 'presets.yaml')):
            with open(name, encoding='utf-8') as f:
                sources.write(f.read())
        sources.flush()
        got = ''.join('\t'.join(r) + '\n'
                      for r in table(program, sources.name, payloads))
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
