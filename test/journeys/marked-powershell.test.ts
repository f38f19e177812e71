import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { quickEngine } from './powershell-engine.ts';
import { marked } from './suites/marked.ts';

describeWithPowerShell('with the PowerShell engine, over the bridge', (executable) => {
  marked(quickEngine(executable));
});
