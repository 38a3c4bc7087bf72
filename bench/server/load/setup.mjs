// node setup.mjs: makes the users that are asked for, then prints how many bytes each measured operation answers.
// With READER=1 it makes a user with IAMReadOnlyAccess by way of a group besides, and prints its key and a marker from the middle
// of the list of users, as lines for a shell.
import http from 'node:http';
import { call as iam, createUser, operations, sign, users } from './requests.mjs';

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

for (let i = 0; i < users; i += 32) await Promise.all(Array.from({ length: Math.min(32, users - i) }, (_, k) => call('iam', createUser(i + k))));
if (process.env.READER) {
  const value = (text, name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)[1];
  await call('iam', iam('CreateGroup', { GroupName: 'readers' }));
  await call('iam', iam('AttachGroupPolicy', { GroupName: 'readers', PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' }));
  await call('iam', iam('CreateUser', { UserName: 'reader' }));
  await call('iam', iam('AddUserToGroup', { GroupName: 'readers', UserName: 'reader' }));
  const marker = value(await call('iam', iam('ListUsers', { MaxItems: String(Math.min(1000, users >> 1)) })), 'Marker');
  const key = await call('iam', iam('CreateAccessKey', { UserName: 'reader' }));
  console.log(`export AWS_ACCESS_KEY_ID=${value(key, 'AccessKeyId')} AWS_SECRET_ACCESS_KEY=${value(key, 'SecretAccessKey')} MARKER=${marker}`);
  agent.destroy();
  process.exit(0);
}
for (const [name, { service, body }] of Object.entries(operations)) console.log(`${name} ${(await call(service, body(1, 'probe'))).length}`);
agent.destroy();
