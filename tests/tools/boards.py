#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""boards.py LOG [SPEC]...: job boards of many kinds on loopback.

Prints the ports on one line: of all kinds whose requests say which board they
mean, then one more for each SPEC, of boards that are known by their host. Runs
until standard input ends. LOG gets a line a request: method, path, body.

A SPEC is "N" or "N-FAULT": N postings, and what is wrong with the board. It
stands where the slug's last part is ("acme-45-repeat"), or in a parameter
"spec" of the query."""
import json
import os
import signal
import sys
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TEXT = ('<p>We look for a data engineer, number {}.</p><h3>Requirements</h3>'
        '<ul><li>Python and SQL</li><li>Airflow on AWS</li></ul><p>'
        + 'You will look after our tables and help others with theirs. ' * 5
        + '</p>')
TOWNS = ['Berlin', 'Paris', 'Oslo', 'Rome']
log_lock = threading.Lock()
once = set()


class Gone(Exception):
    pass


class Busy(Exception):
    pass


class Board:
    """N postings, numbered from 1, and pages of them."""

    def __init__(self, spec):
        number, _, self.fault = spec.partition('-')
        self.n = int(number)
        self.spec = spec

    def total(self):
        return {'high': 3 * self.n, 'low': 5}.get(self.fault, self.n)

    def page(self, start, size):
        if self.fault == 'repeat':
            start = 0
        if self.fault == 'endless':
            return range(start + 1, start + size + 1)
        if start > 0:
            self.fault_once(('page', start))
        return range(start + 1, min(start + size, self.n) + 1)

    def fault_once(self, what):
        with log_lock:
            if (self.spec, what) in once:
                return
            once.add((self.spec, what))
        if self.fault == 'busy':
            raise Busy()
        if self.fault == 'kill':
            with open('victim', encoding='utf-8') as f:
                os.kill(int(f.read()), signal.SIGKILL)

    def detail(self, number):
        if self.fault == 'gone' and number == 2:
            raise Gone()
        if number == 7:
            self.fault_once(('detail', number))
        return number


def of_slug(slug):
    return Board(slug.partition('-')[2])


# ---- Workday ----

FACETS = {'jobFamilyGroup': 7, 'locations': 40}


def workday_has(i, applied):
    return all(str(i % FACETS[name]) in [v[1:] for v in values]
               for name, values in applied.items())


def workday_list(board, body):
    ask = json.loads(body)
    if ask['limit'] > 20:
        return 400, {'errorCode': 'HTTP_400'}
    if board.fault == 'endless':
        all_ids = list(board.page(ask['offset'], 20))
        ids = all_ids
    else:
        board.page(ask['offset'], 20)
        all_ids = [i for i in range(1, board.n + 1)
                   if workday_has(i, ask['appliedFacets'])]
        start = ask['offset']
        if start >= 2000 or board.fault == 'repeat':
            start = 0
        ids = all_ids[start:start + 20]
    total = board.total() if board.fault else len(all_ids)
    out = {'total': min(total, 2000) if ask['offset'] == 0 else 0,
           'jobPostings': [{
               'title': 'Data Engineer %d' % i,
               # Large boards are quick without their details.
               'externalPath': None if board.n > 1000 else
                               '/job/Town/Data-Engineer-%d_R%d' % (i, i),
               'locationsText': TOWNS[i % 4],
               'postedOn': 'Posted Today', 'bulletFields': ['R%d' % i]}
               for i in ids]}
    if ask['offset'] == 0:
        out['facets'] = [
            {'facetParameter': 'jobFamilyGroup', 'values': [
                {'id': 'f%d' % v, 'descriptor': 'Family',
                 'count': sum(i % 7 == v for i in all_ids)}
                for v in range(7)]},
            {'facetParameter': 'locationMainGroup', 'values': [
                {'facetParameter': 'locations', 'values': [
                    {'id': 'l%d' % v, 'descriptor': 'Place',
                     'count': sum(i % 40 == v for i in all_ids)}
                    for v in range(40)]}]}]
        if board.fault == 'nofacets':
            out['facets'] = []
    return 200, out


def workday_detail(board, path):
    i = board.detail(int(path.rpartition('_R')[2]))
    return 200, {
        'jobPostingInfo': {
            'title': 'Data Engineer %d' % i, 'jobDescription': TEXT.format(i),
            'location': TOWNS[i % 4], 'startDate': '2026-05-04',
            'timeType': 'Full time', 'jobReqId': 'R%d' % i,
            'externalUrl': 'https://acme.wd5.myworkdayjobs.com/Careers/job/'
                           'Town/Data-Engineer-%d_R%d' % (i, i)},
        'hiringOrganization': {'name': 'Acme Works'}}


# ---- SmartRecruiters ----

def smart_entry(i):
    return {'id': str(i), 'name': 'Data Engineer %d' % i,
            'releasedDate': '2026-05-04T10:00:00.000Z',
            'company': {'identifier': 'acme', 'name': 'Acme Smart'},
            'location': {'city': TOWNS[i % 4], 'country': 'de',
                         'remote': i % 2 == 0},
            'typeOfEmployment': {'id': 'permanent', 'label': 'Full-time'}}


def smart_list(board, query):
    start, size = int(query.get('offset', 0)), int(query.get('limit', 10))
    return 200, {'offset': start, 'limit': size, 'totalFound': board.total(),
                 'content': [smart_entry(i) for i in board.page(start, size)]}


def smart_detail(board, i):
    entry = smart_entry(board.detail(i))
    entry['jobAd'] = {'sections': {
        'jobDescription': {'title': 'Job', 'text': TEXT.format(i)},
        'qualifications': {'title': 'Qualifications', 'text': '<p>Spark</p>'}}}
    entry['postingUrl'] = 'https://jobs.smartrecruiters.com/Acme/%d' % i
    return 200, entry


# ---- Teamtailor, by its port ----

def teamtailor(board, query, origin):
    page = int(query.get('page', 1))
    out = {'version': 'https://jsonfeed.org/version/1.1', 'title': 'Acme Team',
           'items': [{
               'id': 'uuid-%d' % i, 'title': 'Data Engineer %d' % i,
               'url': '%s/jobs/%d-data-engineer' % (origin, i),
               'content_html': TEXT.format(i),
               'date_published': '2026-05-04T10:00:00+02:00',
               '_jobposting': {
                   '@type': 'JobPosting', 'title': 'Data Engineer %d' % i,
                   'hiringOrganization': {'name': 'Acme Team'},
                   'jobLocation': [{'address': {
                       'addressLocality': TOWNS[i % 4],
                       'addressCountry': 'DE'}}]}}
               for i in board.page(100 * (page - 1), 100)]}
    if 100 * page < board.n or board.fault in ('repeat', 'endless'):
        out['next_url'] = '%s/jobs.json?page=%d&per_page=100' % (origin,
                                                                 page + 1)
    if board.fault == 'elsewhere':
        out['next_url'] = 'http://jobs.invalid/jobs.json?page=2'
    return 200, out


# ---- Aggregators ----

def arbeitnow(board, query):
    page = int(query['page'])
    ids = board.page(100 * (page - 1), 100)
    more = 100 * page < board.n
    return 200, {
        'data': [{'slug': 'data-engineer-%d' % i, 'company_name': 'Acme',
                  'title': 'Data Engineer %d' % i,
                  'description': TEXT.format(i), 'remote': False,
                  'url': 'https://www.arbeitnow.com/jobs/%d' % i,
                  'tags': [], 'job_types': ['Full Time'],
                  'location': TOWNS[i % 4], 'created_at': 1777888800}
                 for i in ids],
        'links': {'next': 'http://127.0.0.1/never?search=x' if more else None}}


def himalayas(board, query):
    start = int(query['offset'])
    return 200, {
        'offset': start, 'limit': 20, 'totalCount': board.total(),
        'jobs': [{'guid': 'https://himalayas.app/companies/a/jobs/e-%d' % i,
                  'title': 'Data Engineer %d' % i, 'companyName': 'Acme',
                  'employmentType': 'Full Time', 'minSalary': 60000,
                  'maxSalary': 80000, 'currency': 'EUR',
                  'locationRestrictions': [TOWNS[i % 4]],
                  'pubDate': 1777888800, 'expiryDate': 1787888800,
                  'description': TEXT.format(i)}
                 for i in board.page(start, 20)]}


def themuse(board, query):
    page = int(query['page'])
    if page > 99:
        return 400, {'code': 400}
    return 200, {
        'page': page, 'total': board.total(), 'items_per_page': 20,
        'results': [{'id': i, 'name': 'Data Engineer %d' % i,
                     'contents': TEXT.format(i),
                     'publication_date': '2026-05-04T10:00:00Z',
                     'locations': [{'name': TOWNS[i % 4]}],
                     'levels': [{'name': 'Senior Level'}],
                     'company': {'name': 'Acme'},
                     'refs': {'landing_page': 'https://muse.example/%d' % i}}
                    for i in board.page(20 * (page - 1), 20)]}


def usajobs(board, query, headers):
    if (headers.get('Authorization-Key') != 'open sesame' or
            headers.get('User-Agent') != 'census@example.org'):
        return 401, {}
    page, size = int(query['Page']), int(query['ResultsPerPage'])
    ids = board.page(size * (page - 1), size)
    return 200, {'SearchResult': {
        'SearchResultCount': len(ids), 'SearchResultCountAll': board.total(),
        'SearchResultItems': [{
            'MatchedObjectId': str(i), 'MatchedObjectDescriptor': {
                'PositionURI': 'https://www.usajobs.gov:443/job/%d' % i,
                'PositionTitle': 'Data Engineer %d' % i,
                'OrganizationName': 'Bureau of Tables',
                'PositionLocation': [{'LocationName': TOWNS[i % 4],
                                      'CountryCode': 'United States'}],
                'PositionSchedule': [{'Name': 'Full-time'}],
                'PositionRemuneration': [{'MinimumRange': '89508',
                                          'MaximumRange': '116362',
                                          'RateIntervalCode': 'PA'}],
                'PublicationStartDate': '2026-05-04T00:00:00.0000',
                'QualificationSummary': 'Python and SQL.',
                'UserArea': {'Details': {'JobSummary': TEXT.format(i),
                                         'MajorDuties': ['Airflow']}}}}
            for i in ids]}}


def lever(board, query):
    # A server that gives 100 at most, whatever is asked.
    start = int(query.get('skip', 0))
    return 200, [{'id': 'uuid-%d' % i, 'text': 'Data Engineer %d' % i,
                  'hostedUrl': 'https://jobs.lever.co/a/uuid-%d' % i,
                  'createdAt': 1777888800000,
                  'categories': {'location': TOWNS[i % 4],
                                 'commitment': 'Full-time'},
                  'workplaceType': 'hybrid', 'description': TEXT.format(i),
                  'lists': [{'text': 'You have',
                             'content': '<li>Kubernetes</li>'}]}
                 for i in board.page(start, 100)]


# ---- Hacker News ----

MONTHS = ['November', 'October', 'September']
OTHERS = ['Who wants to be hired?', 'Freelancer? Seeking freelancer?']


def hn_stories():
    """Newest first; the month's three in any order."""
    for m, month in enumerate(MONTHS):
        base = 9000 - 1000 * m
        for k, title in enumerate([OTHERS[0], 'Who is hiring?', OTHERS[1]]):
            yield base + 2 - k, 'Ask HN: %s (%s 2026)' % (title, month)


def hn_comment(i):
    return ('Acme %d | Data Engineer | %s | ONSITE | Full-time<p>' %
            (i % 100, TOWNS[i % 4]) + TEXT.format(i))


def hn_algolia(path, query):
    if path.endswith('search_by_date'):
        if query['tags'] != 'story,author_whoishiring':
            return 400, {}
        return 200, {'hits': [{'objectID': str(i), 'title': title,
                               'author': 'whoishiring'}
                              for i, title in hn_stories()]}
    story = int(path.rpartition('/')[2])
    return 200, {'id': story, 'type': 'story', 'title': 'Ask HN',
                 'children': [{'id': story * 100 + i, 'type': 'comment',
                               'parent_id': story, 'story_id': story,
                               'created_at': '2026-11-03T10:00:00.000Z',
                               'text': hn_comment(story * 100 + i),
                               'children': []}
                              for i in range(1, 31)]}


def hn_firebase(path):
    stories = dict(hn_stories())
    if 'user' in path:
        return 200, {'id': 'whoishiring', 'submitted': list(stories)}
    item = int(path.rpartition('/')[2].partition('.')[0])
    if item in stories:
        return 200, {'id': item, 'type': 'story', 'by': 'whoishiring',
                     'title': stories[item],
                     'kids': [item * 100 + i for i in range(1, 6)]}
    if item % 100 == 5:
        return 200, None
    return 200, {'id': item, 'type': 'comment', 'by': 'a', 'time': 1793700000,
                 'parent': item // 100, 'text': hn_comment(item)}


# ---- Breezy: the list lacks texts, a page has them; by its port ----

def breezy_list(board, origin):
    return 200, [{'id': 'b%d' % i, 'name': 'Data Engineer %d' % i,
                  'url': '%s/p/b%d-data-engineer' % (origin, i),
                  'published_date': '2026-05-04T10:00:00.000Z',
                  'type': {'id': 'fullTime', 'name': 'Full-Time'},
                  'location': {'name': TOWNS[i % 4]},
                  'company': {'name': 'Acme Breeze'}}
                 for i in board.page(0, 1000)]


def breezy_page(board, path, accept):
    if 'text/html' not in accept:
        return 406, {}
    i = board.detail(int(path[4:].partition('-')[0]))
    return 200, '<html><script type="application/ld+json">' + json.dumps({
        '@context': 'https://schema.org', '@type': 'JobPosting',
        'title': 'Data Engineer %d' % i, 'description': TEXT.format(i),
        'datePosted': '2026-05-04', 'employmentType': 'FULL_TIME',
        'hiringOrganization': {'name': 'Acme Breeze'},
        'jobLocation': {'address': {'addressLocality': TOWNS[i % 4]}}}) + \
        '</script></html>'


def by_path(path, query, body, headers, board, origin):
    parts = path.split('/')
    if parts[1:3] == ['wday', 'cxs']:
        named = of_slug(parts[3])
        return (workday_list(named, body) if parts[5] == 'jobs' else
                workday_detail(named, path))
    if parts[1:3] == ['v1', 'companies']:
        named = of_slug(parts[3])
        return (smart_list(named, query) if len(parts) == 5 else
                smart_detail(named, int(parts[5])))
    if path == '/jobs.json':
        return teamtailor(board, query, origin)
    if path == '/json':
        return breezy_list(board, origin)
    if parts[1] == 'p':
        return breezy_page(board, path, headers.get('Accept', ''))
    if parts[1:3] == ['v0', 'postings']:
        return lever(of_slug(parts[3]), query)
    if parts[1:3] == ['api', 'v1']:
        return hn_algolia(path, query)
    if parts[1] == 'v0':
        return hn_firebase(path)
    if path == '/api/Search':
        return usajobs(Board(query['spec']), query, headers)
    named = {'/api/job-board-api': arbeitnow, '/jobs/api': himalayas,
             '/api/public/jobs': themuse}.get(path)
    return named(Board(query['spec']), query) if named else (404, {})


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    wbufsize = -1
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def answer(self, body):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        with log_lock:
            print(self.command, self.path, body, file=self.server.log,
                  flush=True)
        try:
            status, said = by_path(urllib.parse.unquote(url.path), query, body,
                                   self.headers, self.server.board,
                                   'http://127.0.0.1:%d' %
                                   self.server.server_port)
        except Gone:
            status, said = 404, {}
        except Busy:
            status, said = 429, {}
        html = isinstance(said, str)
        out = (said if html else json.dumps(said)).encode()
        self.send_response(status)
        self.send_header('Content-Type',
                         'text/html' if html else 'application/json')
        self.send_header('Content-Length', str(len(out)))
        self.end_headers()
        self.wfile.write(out)

    def do_GET(self):
        self.answer('')

    def do_POST(self):
        self.answer(self.rfile.read(
            int(self.headers['Content-Length'])).decode())


def main():
    log = open(sys.argv[1], 'a', encoding='utf-8')
    ports = []
    for spec in [None] + sys.argv[2:]:
        server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        server.daemon_threads = True
        server.log = log
        server.board = Board(spec) if spec else None
        threading.Thread(target=server.serve_forever, daemon=True).start()
        ports.append(server.server_port)
    print(*ports, flush=True)
    sys.stdin.read()


main()
