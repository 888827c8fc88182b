#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The measurements of run.sh that ../shared/checks has no scorer for.

usage: measure.py title SET
       measure.py titles GOLD PREDICTED DISPUTED     roles of titles: all of
                    them, and without the ones whose label is disputed (TSV)
       measure.py input SET GOLD_DIR                 records for `map`, on stdout
       measure.py score SET GOLD_DIR PREDICTED       figures, one a line

SET: marked  the marked postings without their marks, for ../shared/checks
     masked  the marked postings without their titles: is the role still found?
     silver  hiring comments of 2026 with technologies named by a language model:
             recall only, and only of names that stand in the text
     soft    snippets about soft skills: what is found inside a soft skill is
             invented
     spans   SkillSpan's technical postings, knowledge spans, partial overlap.
             Their commas are lost: for information, nothing is tuned to it
"""
import collections
import csv
import gzip
import json
import os
import sys

FILES = {
    'marked': 'marked_dev.jsonl.gz',
    'masked': 'marked_dev.jsonl.gz',
    'silver': 'hn2026_silver_dev.jsonl.gz',
    'soft': 'sayfullina_dev.jsonl.gz',
    'spans': 'skillspan_postings_tech_dev.jsonl.gz',
}
KEPT = ('id', 'title', 'company', 'location', 'date_posted', 'description',
        'description_format')
TITLES = {
    'masked': 'marked postings, titles masked: role',
    'silver': 'hiring comments of 2026: recall of common technologies',
    'soft': 'soft skills: invented hard skills',
    'spans': 'SkillSpan tech: knowledge spans, for information',
}
FOUR = ('ml-engineer', 'data-engineer', 'data-scientist', 'cloud-engineer')

# Names of the silver labels that are not a concept's id in small letters.
SILVER_IDS = {
    'Node.js': 'nodejs', 'Next.js': 'nextjs', 'C++': 'cpp', 'C#': 'csharp',
    'C': 'c-lang', 'F#': 'fsharp', 'React Native': 'react-native',
    'Vue': 'vuejs', 'Vue.js': 'vuejs', 'GitHub Actions': 'github-actions',
    'OpenAI API': 'openai-api', 'Hugging Face': 'huggingface',
    'TailwindCSS': 'tailwind', 'Tailwind CSS': 'tailwind',
    'Sidekiq': 'celery', 'Prisma': 'orm', 'SQLAlchemy': 'orm',
    'ASP.NET': 'dotnet', '.NET': 'dotnet', 'Power BI': 'power-bi',
    'Spring Boot': 'spring', 'Express': 'express-js', 'Bash': 'shell',
    'scikit-learn': 'scikit-learn', 'Objective-C': 'objective-c',
    'Symfony': 'laravel', 'Scikit-learn': 'scikit-learn',
    'Google Cloud': 'gcp', 'CI/CD': 'ci-cd', 'Ember.js': 'ember',
    'Nuxt.js': 'vuejs', 'NestJS': 'nestjs', 'D3.js': 'd3js',
    'Firebase': 'firebase', 'Vercel': 'vercel', 'Netlify': 'vercel',
}


def lines(path):
    opened = gzip.open(path, 'rt') if path.endswith('.gz') else open(path)
    with opened as f:
        for line in f:
            if line.strip():
                yield json.loads(line)


def text_of(g):
    return g.get('description') or g.get('text') or ''


def records(name, gold):
    for g in gold:
        if name == 'marked':
            yield {k: g[k] for k in KEPT if k in g}
            continue
        r = {'id': g['id'], 'description': text_of(g)}
        if name != 'masked':
            r['description_format'] = 'text'
        yield r


def ids_of(p):
    return {s['id'] for s in p.get('skills') or []
            if s.get('label') != 'negated'}


def figure(name, part, whole, note=''):
    print(f'{name}\t{part / max(1, whole):.4f}\t{part}/{whole}{note}')


def score_masked(gold, pred):
    right = wrong = null = 0
    for g in gold:
        if g.get('role') not in FOUR:
            continue
        role = pred[g['id']].get('role')
        right += role == g['role']
        null += role is None
        wrong += role not in (None, g['role'])
    figure('masked_role_accuracy', right, right + wrong + null,
           f' null {null} wrong {wrong}')


def score_silver(gold, pred):
    found, named = collections.Counter(), collections.Counter()
    missed = collections.Counter()
    for g in gold:
        ids = ids_of(pred[g['id']])
        for label in g['labels']:
            verbatim = label not in g['labels_not_verbatim']
            hit = SILVER_IDS.get(label, label.lower()) in ids
            named[verbatim] += 1
            found[verbatim] += hit
            missed[label] += verbatim and not hit
    figure('silver_recall', found[True], named[True])
    figure('silver_recall_with_names_not_in_the_text', found.total(),
           named.total())
    print('missed:   ' + ', '.join(f'{k} {n}' for k, n in
                                   missed.most_common(20) if n))


def mentions(p):
    for s in p.get('skills') or []:
        for m in s['mentions']:
            yield s['id'], m['start'], m['end'], m['text']


def score_soft(gold, pred):
    """A find counts once a snippet and concept, as inside a soft skill or
    beside it, where such snippets do name "java" and "sql"."""
    inside, beside = collections.Counter(), collections.Counter()
    n = 0
    for g in gold:
        n += 1
        soft = ' | '.join(g['text'][s['start']:s['end']].lower()
                          for s in g['spans'])
        found = {}
        for concept, _, _, text in mentions(pred[g['id']]):
            found[concept] = (found.get(concept, False) or
                              text.lower() in soft)
        for concept, is_inside in found.items():
            (inside if is_inside else beside)[concept] += 1
    for name, counter in (('soft_inside', inside), ('soft_beside', beside)):
        total = sum(counter.values())
        print(f'{name}_per_100\t{100 * total / max(1, n):.2f}\t{total}/{n}')
        print('          ' + ', '.join(f'{k} {v}' for k, v in
                                       counter.most_common(12)))


def find_all(text, spans, p):
    """Mentions as offsets of the gold's text: by their words, in order."""
    out, at = [], 0
    for _, _, _, words in sorted(mentions(p), key=lambda m: m[1]):
        k = text.find(words, at)
        if k < 0:
            k = text.find(words)
        if k >= 0:
            out.append((k, k + len(words)))
            at = k
    return sorted(set(out))


def score_spans(gold, pred):
    got = got_right = want = want_found = 0
    for g in gold:
        spans = [(s['start'], s['end']) for s in g['spans']
                 if s['label'] == 'knowledge']
        found = find_all(g['text'], spans, pred[g['id']])
        touch = lambda a, b: a[0] < b[1] and b[0] < a[1]
        got += len(found)
        got_right += sum(any(touch(f, s) for s in spans) for f in found)
        want += len(spans)
        want_found += sum(any(touch(f, s) for f in found) for s in spans)
    p, r = got_right / max(1, got), want_found / max(1, want)
    figure('spans_precision', got_right, got)
    figure('spans_recall', want_found, want)
    print(f'spans_f1\t{2 * p * r / max(1e-9, p + r):.4f}')


def score_titles(gold, pred, disputed):
    """Roles outside the four are one, "other", as in ../shared/checks."""
    with open(disputed) as f:
        reasons = {row['title']: row['reason']
                   for row in csv.DictReader(f, delimiter='\t', quoting=3)}
    right = wrong = 0
    apart = collections.Counter()
    for g in gold:
        role = pred[g['id']].get('role')
        ok = (role if role in FOUR else 'other') in g['accept']
        right += ok
        if not ok:
            apart[reasons.get(g['title'])] += 1
    wrong = apart.pop(None, 0)
    figure('titles_role_accuracy', right, right + wrong + apart.total())
    figure('titles_role_accuracy_without_disputed_labels', right,
           right + wrong)
    print('disputed: ' + ', '.join(f'{k} {n}' for k, n in
                                   apart.most_common()))


def main():
    if len(sys.argv) == 5 and sys.argv[1] == 'titles':
        pred = {p['id']: p for p in lines(sys.argv[3])}
        score_titles(lines(sys.argv[2]), pred, sys.argv[4])
        return
    if len(sys.argv) < 3 or sys.argv[2] not in FILES:
        sys.exit(__doc__)
    verb, name = sys.argv[1:3]
    if verb == 'title':
        print('== ' + TITLES[name])
        return
    gold = list(lines(os.path.join(sys.argv[3], FILES[name])))
    if verb == 'input':
        for r in records(name, gold):
            print(json.dumps(r, ensure_ascii=False))
        return
    pred = {p['id']: p for p in lines(sys.argv[4])}
    lost = [g['id'] for g in gold if g['id'] not in pred]
    if lost:
        sys.exit(f'{name}: {len(lost)} records are missing, the first {lost[0]}')
    {'masked': score_masked, 'silver': score_silver, 'soft': score_soft,
     'spans': score_spans}[name](gold, pred)


if __name__ == '__main__':
    main()
