// npm run bench: prints the figures of docs/reference/benchmarks.md. Machines differ: the ratios are what counts.
import { measureLodging } from './lodging.mjs';
import { measureRebuilding } from './rebuilding.mjs';

const ROUNDS = 3;

function row(...cells) {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

function whole(figure) {
  return Math.round(figure).toLocaleString('en');
}

function ratio(figure, base) {
  return (figure / base).toFixed(2);
}

const lodging = await measureLodging(ROUNDS);
row('durable `POST /api/complaints`', 'per second', 'ratio', 'processor time for one, as a multiple');
row('---', '---:', '---:', '---:');
for (const [name, { perSecond, microseconds }] of Object.entries(lodging)) {
  row(name, whole(perSecond), ratio(perSecond, lodging.bare.perSecond), ratio(microseconds, lodging.bare.microseconds));
}

const { commands, bare, views } = await measureRebuilding();
row('commands without HTTP and consumers', whole(commands), ratio(commands, lodging.bare.perSecond), '');
process.stdout.write('\n');
row('rebuilding a view', 'events per second', 'ratio');
row('---', '---:', '---:');
row('reading the log alone', whole(bare), '1.00');
for (const [name, figure] of Object.entries(views)) row(name, whole(figure), ratio(figure, bare));
