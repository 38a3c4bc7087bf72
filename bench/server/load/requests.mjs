// Signed requests of the AWS Query protocol, with node's own crypto only (Signature Version 4).
import { createHash, createHmac, randomUUID } from 'node:crypto';

const hmac = (key, data) => createHmac('sha256', key).update(data).digest();
const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const escape = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase());
const form = (fields) => Object.entries(fields).map(([name, value]) => `${escape(name)}=${escape(value)}`).join('&');
const iam = (Action, fields = {}) => form({ Action, Version: '2010-05-08', ...fields });
const sts = (Action, fields = {}) => form({ Action, Version: '2011-06-15', ...fields });

/** How many users there are to ask for. */
export const users = Number(process.env.USERS ?? 1000);
export const userName = (i) => `bench-${String(i % users).padStart(5, '0')}`;
export const call = iam;
export const createUser = (i) => iam('CreateUser', { UserName: userName(i), Path: '/bench/' });

/** The measured calls: the service, and the form body of the i-th request. */
export const operations = {
  GetCallerIdentity: { service: 'sts', body: () => sts('GetCallerIdentity') },
  GetUser: { service: 'iam', body: (i) => iam('GetUser', { UserName: userName(i * 7) }) },
  ListUsers: { service: 'iam', body: () => iam('ListUsers', { MaxItems: '20', ...(process.env.MARKER && { Marker: process.env.MARKER }) }) },
  CreateUser: { service: 'iam', body: (i, run) => iam('CreateUser', { UserName: `new-${run}-${i}`, Path: '/bench/' }) },
};

const keys = new Map();

/** Headers of one signed request. Each carries its own signed amz-sdk-invocation-id, as the SDKs send it, so no two signatures are the same. */
export function sign({ service, host, body }) {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = process.env;
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = date.slice(0, 8);
  const scope = `${day}/us-east-1/${service}/aws4_request`;
  let key = keys.get(scope);
  if (!key) keys.set(scope, (key = hmac(hmac(hmac(hmac('AWS4' + secret, day), 'us-east-1'), service), 'aws4_request')));
  const headers = { 'amz-sdk-invocation-id': randomUUID(), 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', host, 'x-amz-date': date };
  const names = Object.keys(headers).join(';');
  const canonical = `POST\n/\n\n${Object.entries(headers).map(([name, value]) => `${name}:${value}\n`).join('')}\n${names}\n${sha256(body)}`;
  const signature = createHmac('sha256', key).update(`AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`).digest('hex');
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return headers;
}
