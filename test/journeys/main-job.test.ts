import { nativeEngine, usualSize } from './journey.ts';
import { mainJob } from './suites/main-job.ts';

mainJob(nativeEngine, usualSize);
