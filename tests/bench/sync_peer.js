// The peer of `make bench-sync`: PouchDB on LevelDB, replicating with express-pouchdb in a process of its own.
// node sync_peer.js FOLDER PUSH PULL -> one line of JSON. Its packages are looked for in FOLDER/node_modules.
"use strict";
const path = require("path");
const { fork } = require("child_process");

const [folder, pushes, pulls, serve] = process.argv.slice(2);
const from = (name) => require(path.join(folder, "node_modules", name));
const doc = (kind, no) => ({
  _id: `${kind}-${String(no).padStart(7, "0")}`,
  sku: `SKU-${no}`, name: `Thing number ${no}`, gtin: null,
  length_mm: 100, width_mm: 80, height_mm: 60, weight_g: 250, hygiene: false,
});

async function fill(db, kind, count) {
  for (let at = 0; at < count; at += 500) {
    await db.bulkDocs(Array.from({ length: Math.min(500, count - at) }, (_, no) => doc(kind, at + no)));
  }
}

function server() {
  const PouchDB = from("pouchdb").defaults({ prefix: path.join(folder, "server") + path.sep });
  const app = from("express")();
  app.use("/", from("express-pouchdb")(PouchDB, { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: path.join(folder, "log.txt") }));
  const listening = app.listen(0, "127.0.0.1", async () => {
    const products = new PouchDB("products");
    await fill(products, "product", Number(pulls));
    process.send({ port: listening.address().port });
  });
}

async function client(port) {
  const PouchDB = from("pouchdb").defaults({ prefix: path.join(folder, "client") + path.sep });
  const took = async (work) => {
    const begun = process.hrtime.bigint();
    await work();
    return Number(process.hrtime.bigint() - begun) / 1e9;
  };
  const facts = new PouchDB("facts");
  await fill(facts, "fact", Number(pushes));
  const url = `http://127.0.0.1:${port}`;
  const push_s = await took(() => facts.replicate.to(`${url}/facts`, { batch_size: 500 }));
  const empty = new PouchDB("products");
  const pull_s = await took(() => empty.replicate.from(`${url}/products`, { batch_size: 1000 }));
  const there = (await empty.info()).doc_count;
  console.log(JSON.stringify({ push_s, pull_s, there }));
}

if (serve === "serve") server();
else {
  require("fs").mkdirSync(path.join(folder, "server"), { recursive: true });
  require("fs").mkdirSync(path.join(folder, "client"), { recursive: true });
  const child = fork(__filename, [folder, pushes, pulls, "serve"]);
  child.on("message", ({ port }) => client(port).then(() => { child.kill(); process.exit(0); }, (wrong) => { console.error(wrong); child.kill(); process.exit(1); }));
}
