// SPDX-License-Identifier: MIT
// What warcio's own index of WARC files has, a JSON line each, sorted as CDXJ.
// usage: index_warc.mjs FILE...
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { CDXIndexer } from 'warcio';

const files = process.argv.slice(2).map((f) => ({
  filename: basename(f),
  reader: createReadStream(f),
}));
const lines = [];
for await (const r of new CDXIndexer({ format: 'cdxj' }).iterIndex(files)) {
  const { urlkey, timestamp, url, mime, status, digest, length, offset,
    filename } = r;
  const text = (n) => (n === undefined ? n : String(n));
  const rest = { url, mime, status: text(status), digest,
    length: text(length), offset: text(offset), filename };
  lines.push(`${urlkey} ${timestamp} ${JSON.stringify(rest)}`);
}
console.log(lines.sort().join('\n'));
