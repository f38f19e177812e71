import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { fewCmdlets, usualSize } from './journey.ts';
import { quickEngine, wholeEngine } from './powershell-engine.ts';
import { cleaning } from './suites/cleaning.ts';
import { mainJob } from './suites/main-job.ts';

describeWithPowerShell('with the PowerShell engine, over the bridge', (executable) => {
  // That one session imports all is enough, while another works.
  mainJob(wholeEngine(executable), { columns: 160, rows: 50 }, fewCmdlets);
  cleaning(quickEngine(executable), [usualSize]);
});
