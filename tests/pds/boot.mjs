// Starts a Bluesky data server with its own identity directory: node --import ./loopback.mjs boot.mjs PDS_PORT PLC_PORT FOLDER
// Prints one line of JSON when both answer. Ends by itself when its standard input is closed, so that it outlives no test run.
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { PDS, envToCfg, envToSecrets } from "@atproto/pds";
import plc from "@did-plc/server";

const [pdsPort, plcPort] = process.argv.slice(2, 4).map(Number);
const folder = process.argv[4];
const blobs = join(folder, "blobs");
mkdirSync(blobs, { recursive: true });

const directory = plc.PlcServer.create({ db: plc.Database.mock(), port: plcPort });
await directory.start();

const settings = {
  devMode: true,
  port: pdsPort,
  hostname: "localhost",
  dataDirectory: folder,
  blobstoreDiskLocation: blobs,
  blobUploadLimit: 5 * 1024 * 1024,
  didPlcUrl: `http://localhost:${plcPort}`,
  serviceHandleDomains: [".test"],
  inviteRequired: false,
  disableSsrfProtection: true,
  bskyAppViewUrl: "http://127.0.0.1:1",
  bskyAppViewDid: "did:example:invalid",
  bskyAppViewCdnUrlPattern: "http://127.0.0.1:1/%s/%s/%s",
  adminPassword: randomBytes(16).toString("hex"),
  jwtSecret: randomBytes(16).toString("hex"),
  plcRotationKeyK256PrivateKeyHex: randomBytes(32).toString("hex"),
};
const server = await PDS.create(envToCfg(settings), envToSecrets(settings));
await server.start();

let isEnding = false;
async function end() {
  if (isEnding) return;
  isEnding = true;
  setTimeout(() => process.exit(0), 3000).unref();
  await server.destroy();
  await directory.destroy();
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, end);
process.stdin.on("end", end).on("close", end).on("error", end).resume();

console.log(JSON.stringify({ ready: true, pds: `http://localhost:${pdsPort}`, plc: `http://localhost:${plcPort}` }));
