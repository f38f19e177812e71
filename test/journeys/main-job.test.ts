import { nativeEngine } from './journey.ts';
import { mainJob } from './suites/main-job.ts';

mainJob(nativeEngine, { columns: 80, rows: 24 });
