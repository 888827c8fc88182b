# SPDX-License-Identifier: MIT
# fault_web.awk - 300 boards, seven tenths of which fail, each tenth in another
# way, for fault_crawl.sh.
#
# Variables: port; phase 1 (faults), 3 (all healed; some boards have shrunk or
# lost a posting). Writes ./table and ./sources.yaml, and ./wanted: name,
# verdict, status, postings, and what the detail says.

function text(i, n) {
    return "Python, SQL and Airflow at firm " i ", number " n "."
}

function url(i, n) { return "https://jobs.example/" i "/" n }

# One posting of each kind.
function greenhouse(i, n) {
    return "{\"id\":" i * 100 + n ",\"title\":\"Data Engineer\"," \
        "\"absolute_url\":\"" url(i, n) "\",\"location\":{\"name\":\"Bern\"}," \
        "\"first_published\":\"2026-05-04T10:00:00Z\"," \
        "\"content\":\"&lt;p&gt;" text(i, n) "&lt;/p&gt;\"}"
}
function lever(i, n) {
    return "{\"id\":\"" i "-" n "\",\"text\":\"Data Engineer\"," \
        "\"hostedUrl\":\"" url(i, n) "\",\"createdAt\":1764205361939," \
        "\"categories\":{\"location\":\"Lisbon\"},\"lists\":[]," \
        "\"description\":\"<p>" text(i, n) "</p>\"}"
}
function ashby(i, n) {
    return "{\"id\":\"" i "-" n "\",\"title\":\"Data Engineer\"," \
        "\"location\":\"Bern\",\"isListed\":true,\"jobUrl\":\"" url(i, n) \
        "\",\"publishedAt\":\"2026-05-04T10:00:00.000+00:00\"," \
        "\"descriptionHtml\":\"<p>" text(i, n) "</p>\"}"
}
function recruitee(i, n) {
    return "{\"id\":" i * 100 + n ",\"title\":\"Data Engineer\"," \
        "\"careers_url\":\"" url(i, n) "\",\"location\":\"Bern\"," \
        "\"company_name\":\"Firm " i "\",\"requirements\":\"\"," \
        "\"published_at\":\"2026-05-04 15:33:54 UTC\"," \
        "\"description\":\"<p>" text(i, n) "</p>\"}"
}
function workable(i, n) {
    return "{\"title\":\"Data Engineer\",\"shortcode\":\"S" i "N" n "\"," \
        "\"url\":\"" url(i, n) "\",\"published_on\":\"2026-05-04\"," \
        "\"city\":\"Bern\",\"country\":\"Switzerland\"," \
        "\"description\":\"<p>" text(i, n) "</p>\"}"
}
function personio(i, n) {
    return "<position><id>" i * 100 + n "</id><office>Bern</office>" \
        "<name>Data Engineer</name><jobDescriptions><jobDescription>" \
        "<name>Tasks</name><value><![CDATA[<p>" text(i, n) "</p>]]></value>" \
        "</jobDescription></jobDescriptions>" \
        "<createdAt>2026-05-04T10:00:00+00:00</createdAt></position>"
}
function rss(i, n) {
    return "<item><title>Data Engineer</title><link>" url(i, n) "</link>" \
        "<guid>" url(i, n) "</guid><description>" text(i, n) \
        "</description><pubDate>Mon, 04 May 2026 10:00:00 GMT</pubDate></item>"
}
function page(i, n) {
    return "{\"@context\":\"https://schema.org\",\"@type\":\"JobPosting\"," \
        "\"title\":\"Data Engineer\",\"url\":\"" url(i, n) "\"," \
        "\"identifier\":\"" i "-" n "\",\"datePosted\":\"2026-05-04\"," \
        "\"hiringOrganization\":{\"@type\":\"Organization\"," \
        "\"name\":\"Firm " i "\"},\"description\":\"" text(i, n) "\"}"
}

function posting(kind, i, n) {
    if (kind == "greenhouse") return greenhouse(i, n)
    if (kind == "lever") return lever(i, n)
    if (kind == "ashby") return ashby(i, n)
    if (kind == "recruitee") return recruitee(i, n)
    if (kind == "workable") return workable(i, n)
    if (kind == "personio") return personio(i, n)
    if (kind == "rss") return rss(i, n)
    return page(i, n)
}

# The answer of board i with postings from..to.
function board(kind, i, from, to,    n, s, comma) {
    comma = kind == "personio" || kind == "rss" ? "" : ","
    for (n = from; n <= to; n++)
        s = s (n > from ? comma : "") posting(kind, i, n)
    return before[kind] s after[kind]
}

# Its rule: path, status, type, body; fields may follow.
function rule(i, status, type, body, fields) {
    printf "%s\t%s\t%s\t%s\t?host=%s%s\n", path(i), status, type, body, host, \
        fields > "table"
}
function path(i) {
    if (kind == "page" || kind == "rss") return "/" kind "/" name
    return before_slug[kind] (slugless[kind] ? "" : name) after_slug[kind]
}
function want(verdict, status, postings, detail) {
    printf "%s\t%s\t%s\t%s\t%s\n", name, verdict, status, postings, detail \
        > "wanted"
}
function robots(status, body) {
    printf "/robots.txt\t%s\t-\t%s\t?host=%s\n", status, body, host > "table"
}
# The board answers with that status, and nothing of worth.
function says(verdict, status, detail, fields) {
    rule(i, status, "text/html", "=<!doctype html><title>Hello</title>", fields)
    want(verdict, status, 0, detail)
}
function whole(fields) {
    rule(i, 200, type[kind], "=" board(kind, i, 1, 12), fields)
    want("ok", "(200|304)", 12, "^$")
}

function good(way) {
    if (way == 0) whole("\tETag: \"v" phase "\"")
    else if (way == 1) whole("\tLast-Modified: Tue, 03 Nov 2026 08:00:00 GMT")
    else whole("")
}
function blocked(way) {
    if (way == 0) says("blocked", 403, "HTTP 403")
    else if (way == 1) says("blocked", 202, "HTTP 202")
    else {
        robots(200, "robots-no")
        want("blocked", 0, 0, "robots.txt does not allow it")
    }
}
function truncated(way) {
    if (way == 0) {
        rule(i, 200, type[kind], "blanks", "\t!endless")
        want("truncated", 200, 0, "cut after")
    } else if (way == 1) {
        rule(i, 200, type[kind], "bomb", "\tContent-Encoding: gzip")
        want("truncated", 200, 0, "cut after")
    } else
        says("truncated", 206, "HTTP 206")
}
function unreadable(way) {
    # A page without a posting is empty, not unreadable.
    if (way == 0 && kind != "page") says("parse-error", 200, ".")
    else if (way < 2) {
        rule(i, 200, type[kind], "=" substr(board(kind, i, 1, 12), 1, 700), "")
        want("parse-error", 200, ".*", ".")
    } else
        says("parse-error", 304, "304")
}
# No whole answer comes, whatever its status line says.
function fails(detail, fields) {
    rule(i, 200, type[kind], "=" board(kind, i, 1, 12), fields)
    want("unreachable", ".*", 0, detail)
}
function unreachable(way) {
    if (way == 0) says("unreachable", 500, "HTTP 500")
    else if (way == 1) fails("connection broke", "\t!reset=9")
    else if (way == 2) fails("connection broke", "\t!length=9999")
    else if (way == 3) fails("too slow", "\t!pause=60000")
    else if (way == 4) {
        robots(500, "-")
        want("unreachable", 0, 0, "robots.txt: HTTP 500")
    } else {
        says("unreachable", 302, "too many redirects", \
            "\tLocation: " path(i))
    }
}

function faulty(sort, way) {
    if (sort == 3) says("gone", way % 2 ? 404 : 410, "HTTP 4")
    else if (sort == 4) blocked(way % 3)
    else if (sort == 5) says("rate-limited", 429, "HTTP 429", way % 2 ? "" : \
        "\tRetry-After: 1")
    else if (sort == 6) truncated(way % 3)
    else if (sort == 7) unreadable(way % 3)
    else if (sort == 8) unreachable(way % 6)
    else says("moved", 307, "another host", \
        "\tLocation: https://www.vendor.example/")
}

# Good boards when all is healed: some shrink, some lose one posting.
function later() {
    if (i % 30 == 0) {
        rule(i, 200, type[kind], "=" board(kind, i, 1, 3), "")
        want("ok", 200, 3, "shrunk from 12 to 3")
    } else if (i % 30 == 1) {
        rule(i, 200, type[kind], "=" board(kind, i, 2, 12), "")
        want("ok", 200, 11, "^$")
    } else
        whole("")
}

BEGIN {
    split("greenhouse lever ashby recruitee workable personio rss page", kinds)
    before_slug["greenhouse"] = "/v1/boards/"
    after_slug["greenhouse"] = "/jobs?content=true"
    before_slug["lever"] = "/v0/postings/"; after_slug["lever"] = "?mode=json"
    before_slug["ashby"] = "/posting-api/job-board/"
    after_slug["ashby"] = "?includeCompensation=true"
    after_slug["recruitee"] = "/api/offers"; slugless["recruitee"] = 1
    before_slug["workable"] = "/api/v1/widget/accounts/"
    after_slug["workable"] = "?details=true"
    after_slug["personio"] = "/xml?language=en"; slugless["personio"] = 1
    before["greenhouse"] = "{\"jobs\":["; after["greenhouse"] = "]}"
    before["lever"] = "["; after["lever"] = "]"
    before["ashby"] = "{\"jobs\":["; after["ashby"] = "]}"
    before["recruitee"] = "{\"offers\":["; after["recruitee"] = "]}"
    before["workable"] = "{\"name\":\"Firm\",\"jobs\":["
    after["workable"] = "]}"
    before["personio"] = "<workzag-jobs>"; after["personio"] = "</workzag-jobs>"
    before["rss"] = "<rss version=\"2.0\"><channel><title>Jobs</title>"
    after["rss"] = "</channel></rss>"
    before["page"] = "<!doctype html><script type=\"application/ld+json\">["
    after["page"] = "]</script>"
    for (i = 1; i <= 8; i++) type[kinds[i]] = "application/json"
    type["personio"] = type["rss"] = "application/xml"
    type["page"] = "text/html"
    for (i = 0; i < 300; i++) {
        sort = i % 10
        way = int(i / 10)
        kind = kinds[1 + (i + way) % (sort == 9 ? 6 : 8)]
        name = "b" i
        host = "127.0." int((i + 1) / 256) "." (i + 1) % 256
        web = "http://" host ":" port
        printf "- {kind: %s, name: %s, allow_private: true, ", kind, name \
            > "sources.yaml"
        if (kind == "page" || kind == "rss")
            printf "url: \"%s%s\"}\n", web, path(i) > "sources.yaml"
        else
            printf "board: %s, base: \"%s\"}\n", name, web > "sources.yaml"
        if (phase == 3) later()
        else if (sort < 3) good(sort)
        else faulty(sort, way)
    }
}
