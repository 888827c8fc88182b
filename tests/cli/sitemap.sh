# SPDX-License-Identifier: MIT
# A site whose jobs stand in sitemaps: robots.txt, index, gzip, pages; what has
# not changed is not asked again, and extract reads it all from the archive.
. "$SOURCE/tests/cli/lib.sh"

page() { # NUMBER TITLE
    cat >"page$1.html" <<X
<!doctype html><title>$2</title><script type="application/ld+json">
{"@context":"https://schema.org","@type":"JobPosting","title":"$2",
"identifier":"$1","datePosted":"2026-05-04","description":"$2 with Python",
"hiringOrganization":{"@type":"Organization","name":"Acme"}}</script>
X
}
for n in 1 2 3 4; do page $n "Engineer $n"; done
echo '<!doctype html><title>About us</title>' >about.html
cat >robots.txt <<'X'
User-agent: *
Disallow: /jobs/secret
Sitemap: http://127.0.0.1:{{port}}/index.xml
X
cat >index.xml <<'X'
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>http://127.0.0.1:{{port}}/jobs.xml</loc></sitemap>
<sitemap><loc>/more.xml.gz</loc></sitemap></sitemapindex>
X
cat >jobs.xml <<'X'
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>/jobs/1?utm_source=map</loc><lastmod>2026-05-04</lastmod></url>
<url><loc>/jobs/2</loc><lastmod>2026-05-04</lastmod></url>
<url><loc>/jobs/secret</loc></url>
<url><loc>/jobs/gone</loc></url>
<url><loc>https://elsewhere.example/jobs/9</loc></url>
<url><loc>/about</loc></url>
<url><loc>/news/1</loc></url></urlset>
X
entry() { printf '%s\t200\t%s\t%s\n' "$@"; }
{
    entry /robots.txt text/plain robots.txt
    entry /index.xml text/xml index.xml
    entry /jobs.xml text/xml jobs.xml
    entry /jobs.xml text/xml jobs.xml
    entry /jobs.xml text/xml fewer.xml
    entry /more.xml.gz application/gzip more.gz
    for n in 1 2 3; do entry /jobs/$n text/html page$n.html; done
    entry /about text/html about.html
    entry /secret.xml text/xml secret.xml
    entry /news/1 text/html page4.html
} >table
grep -v /jobs/2 jobs.xml >fewer.xml
printf '<urlset><url><loc>/jobs/secret</loc></url></urlset>' >secret.xml
printf '<urlset><url><loc>/jobs/3</loc></url></urlset>' | gzip -c >more.gz
serve
cat >sources.yaml <<X
- kind: sitemap
  url: http://127.0.0.1:$port/careers
  name: acme
  except: /news/
  allow_private: true
X
day=86400
now=1780000000 # 2026-05-28
crawl() { # CODE
    export SOURCE_DATE_EPOCH=$now
    run "$1" crawl --sources sources.yaml
    now=$((now + day))
}
postings() {
    run 0 status --json
    python3 -c "import json;d=json.load(open('out'))
print(d['postings'], d['postings_closed'])"
}

crawl 0
says err '1 answered, 0 failed.*3 postings \(3 new'
run 0 show page-1
says out 'Engineer 1'
says out "http://127.0.0.1:$port/jobs/1\$"
equal "$(postings)" '3 0'

# Pages with a lastmod before the last visit are not asked again, and seen.
crawl 0
says err '3 postings \(0 new'
crawl 0 # without a posting
says err '2 postings \(0 new'
crawl 0
says err '1 postings closed'
equal "$(postings)" '3 1'
run 0 status --json
cp out before

# The same from the archive, and after a page has changed its robots.txt.
run 0 extract --all
run 0 status --json
for f in out before; do
    python3 -c "import json;d=json.load(open('$f'));s=d['sources'][0]
print(d['postings'], d['postings_closed'], s['verdict'], s['postings_open'])" \
        >$f.txt ||
        fail "status: $(cat $f)"
done
cmp -s out.txt before.txt ||
    fail "another store: $(cat out.txt) for $(cat before.txt)"

# Without extraction the same pages are asked.
run 0 crawl --sources sources.yaml --home "$work/second" --no-extract
run 0 extract --home "$work/second"
says err 'extracted 2 postings'

# A site that forbids all it lists, one without a sitemap, patterns that no
# page fits.
cat >others.yaml <<X
- {kind: sitemap, url: "http://127.0.0.1:$port/none.xml", name: none,
   allow_private: true}
- {kind: sitemap, url: "http://127.0.0.1:$port/secret.xml", name: secret,
   allow_private: true}
- {kind: sitemap, url: "http://127.0.0.1:$port/jobs.xml", name: unfit,
   match: /stellen/, allow_private: true}
X
run 1 crawl --sources others.yaml
says err 'none +gone'
says err 'secret +blocked +robots.txt forbids the 1 pages that it lists'
run 0 crawl --sources others.yaml --only unfit
run 0 sources list --sources others.yaml
says out '^unfit.*empty'
echo '- {kind: page, url: "https://a.example/", match: /x/}' >wrong.yaml
run 78 sources list --sources wrong.yaml
says err 'key match: is for sources of kind sitemap only'
stop_server
sort hits >hits1
# Four crawls and one of another home.
for want in '2 /jobs/1' '1 /jobs/2' '0 /news/1' '5 /about' '5 /jobs/3'; do
    echo "$want" | tr ' ' '\t' | grep -qxf - hits1 ||
        fail "not $want: $(cat hits1)"
done
