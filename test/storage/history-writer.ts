import { openHistory } from '../../source/storage/history.ts';

const [folder = '', name = ''] = process.argv.slice(2);
for (let n = 0; n < 100; n++) {
  const entry = { id: `${name}${n}`, connection: 'ex01', line: `line ${name} ${n}`, at: n };
  openHistory(folder).append(entry);
  openHistory(folder).ended(entry, { milliseconds: n, outcome: 'completed', errors: 0 });
}
