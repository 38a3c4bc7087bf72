// node setup.mjs: makes the users bench-0000 to bench-0999, then prints how many bytes each measured operation answers.
import http from 'node:http';
import { createUser, operations, sign } from './requests.mjs';

const url = new URL(process.env.ENDPOINT);
const agent = new http.Agent({ keepAlive: true, maxSockets: 32 });

function call(service, body) {
  return new Promise((resolve, reject) => {
    const headers = { ...sign({ service, host: url.host, body }), 'content-length': Buffer.byteLength(body) };
    const request = http.request({ agent, host: url.hostname, port: url.port, method: 'POST', path: '/', headers }, (response) => {
      let text = '';
      response.on('data', (data) => (text += data)).on('end', () => (response.statusCode < 300 ? resolve(text) : reject(new Error(`${response.statusCode} ${text}`))));
    });
    request.on('error', reject).end(body);
  });
}

for (let i = 0; i < 1000; i += 32) await Promise.all(Array.from({ length: Math.min(32, 1000 - i) }, (_, k) => call('iam', createUser(i + k))));
for (const [name, { service, body }] of Object.entries(operations)) console.log(`${name} ${(await call(service, body(1, 'probe'))).length}`);
agent.destroy();
