// SPDX-License-Identifier: MIT
// Read WARC files with warcio and check every digest that they name.
// usage: read_warc.mjs FILE...   prints "TYPE<TAB>URI<TAB>STATUS" each record
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { WARCParser } from 'warcio';

const sha256 = (bytes) =>
  'sha256:' + createHash('sha256').update(bytes).digest('hex');
let bad = 0;
for (const file of process.argv.slice(2)) {
  const parser = new WARCParser(createReadStream(file), { parseHttp: false });
  for await (const record of parser) {
    const block = await record.readFully(false);
    const field = (name) => record.warcHeaders.headers.get(name);
    const said = field('WARC-Block-Digest');
    if (said !== sha256(block)) {
      console.error(`${file}: ${record.warcType} ${record.warcTargetURI}: block digest ${said}`);
      bad++;
    }
    if (block.length !== Number(field('Content-Length'))) bad++;
    const text = Buffer.from(block);
    const end = text.indexOf('\r\n\r\n');
    const http = record.warcType === 'response';
    const status = http ? text.toString('latin1', 9, 12) : '-';
    if (http && field('WARC-Payload-Digest') !== sha256(text.subarray(end + 4))) {
      console.error(`${file}: ${record.warcTargetURI}: payload digest`);
      bad++;
    }
    for (const name of ['WARC-Record-ID', 'WARC-Date', 'WARC-Type']) {
      if (!field(name)) bad++;
    }
    if (record.warcType === 'revisit' && !field('WARC-Refers-To-Target-URI')) bad++;
    console.log([record.warcType, record.warcTargetURI ?? '-', status].join('\t'));
  }
}
process.exit(bad ? 1 : 0);
