// npm run bench: prints the figures of docs/reference/benchmarks.md. Machines differ: the ratios are what counts.
import { measureLodging } from './lodging.mjs';
import { measureRebuilding } from './rebuilding.mjs';

const ROUNDS = 3;

function row(what, figure, base) {
  return `| ${what} | ${Math.round(figure).toLocaleString('en')} | ${(figure / base).toFixed(2)} |\n`;
}

const lodging = await measureLodging(ROUNDS);
process.stdout.write('| durable `POST /api/complaints` | per second | ratio |\n|---|---:|---:|\n');
for (const [name, figure] of Object.entries(lodging)) process.stdout.write(row(name, figure, lodging.bare));

const { bare, views } = await measureRebuilding();
process.stdout.write('\n| rebuilding a view | events per second | ratio |\n|---|---:|---:|\n');
process.stdout.write(row('reading the log alone', bare, bare));
for (const [name, figure] of Object.entries(views)) process.stdout.write(row(name, figure, bare));
