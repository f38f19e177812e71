import { NativeEngine } from '../../source/engine/native/index.ts';
import { describeEngine } from './engine-contract.ts';
import { sandboxSubject } from './sandbox-subject.ts';

describeEngine('native, against the sandbox', () =>
  sandboxSubject({ kind: 'native', engine: () => new NativeEngine(), endless: 'Write-SandboxFlood 100000000' }),
);
