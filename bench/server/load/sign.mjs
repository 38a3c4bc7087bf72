// node sign.mjs OPERATION COUNT RUN > FILE: signed requests for drive.lua, a line each: header=value TAB … TAB TAB body
import { operations, sign } from './requests.mjs';

const [name, count, run] = process.argv.slice(2);
const { service, body } = operations[name];
const host = new URL(process.env.ENDPOINT).host;
const lines = [];
for (let i = 0; i < Number(count); i++) {
  const text = body(i, run);
  lines.push(Object.entries(sign({ service, host, body: text })).map(([header, value]) => `${header}=${value}`).join('\t') + '\t\t' + text);
}
process.stdout.write(lines.join('\n') + '\n');
