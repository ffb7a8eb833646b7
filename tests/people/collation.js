// The order of ICU: reads a JSON list of strings, writes it sorted by Intl.Collator("vi").
const list = JSON.parse(require("fs").readFileSync(0, "utf8"));
const order = new Intl.Collator("vi");
process.stdout.write(JSON.stringify(list.sort((a, b) => order.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0))));
