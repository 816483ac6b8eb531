// A whole Bluesky network in one process, on loopback: directory, personal data server, index, moderation.
// Tells where it listens in a line of JSON; answers each line it is given once all that was written is indexed; ends with its input.

import net from "node:net";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import path from "node:path";

// The servers are made to listen everywhere. They are for this machine alone.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (where, ...rest) {
  if (typeof where === "number") return listen.call(this, { port: where, host: "127.0.0.1" }, ...rest);
  return listen.call(this, { ...where, host: "127.0.0.1" }, ...rest);
};

const load = createRequire(path.join(process.cwd(), "package.json"));

// Our PostgreSQL has no trigrams. The index wants them to search for people by name, which nobody does here.
const { Client } = load("pg");
const query = Client.prototype.query;
Client.prototype.query = function (statement, ...rest) {
  const isSearch = typeof statement === "string" && /extension if not exists pg_trgm|gist_trgm_ops/.test(statement);
  return query.call(this, isSearch ? "select 1" : statement, ...rest);
};

const { TestNetwork } = load("@atproto/dev-env");
const { PDS_PORT, BSKY_PORT, PLC_PORT, REDIS_PASSWORD } = process.env;
const network = await TestNetwork.create({
  dbPostgresSchema: "letters",
  pds: { port: Number(PDS_PORT), hostname: "localhost" },
  bsky: { port: Number(BSKY_PORT), redisPassword: REDIS_PASSWORD },
  plc: { port: Number(PLC_PORT) },
});
console.log(JSON.stringify({ pds: `http://127.0.0.1:${PDS_PORT}` }));

for await (const _line of createInterface({ input: process.stdin })) {
  await network.processAll();
  console.log(JSON.stringify({ settled: true }));
}
await network.close();
process.exit(0);
