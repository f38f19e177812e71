import { NativeEngine } from '../../source/engine/native/index.ts';
import { describeIdleTime } from './idle-contract.ts';

describeIdleTime('native', {
  kind: 'native',
  engine: () => new NativeEngine(),
  lines: { local: '$sorted = 3, 1, 2 | Sort-Object', remote: 'Get-Mailbox -ResultSize 1' },
  canAsk: true,
  seesAll: true,
});
