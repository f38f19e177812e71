import { openLedger } from '../../source/storage/index.ts';
import { lease } from '../support/lease.ts';

/** A process of its own for the ledger's test: adds so many leases under a prefix and removes every other one again. */
const [folder, prefix, count] = process.argv.slice(2);
const ledger = openLedger(folder!, { notice: () => {}, after: () => () => {} });
for (let n = 0; n < Number(count); n++) {
  await ledger.add(lease({ shellId: `${prefix}-${n}` }));
  if (n % 2 === 1) await ledger.remove([`${prefix}-${n}`]);
}
